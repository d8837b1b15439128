// A forum for the stories: the real program with the demo's people and threads, in a folder of its own.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '../..');
const program = process.env.PROGRAM_UNDER_TEST ?? join(root, 'build/release/colloquium');
const client = process.env.CLIENT_UNDER_TEST ?? join(root, 'static/dist');

export const demoPassword = 'colloquium-demo-2026';

export class Forum {
  url = '';
  #port = 0;
  #process: ChildProcess | undefined;
  readonly data = mkdtempSync(join(tmpdir(), 'colloquium-browser-'));

  static async start(): Promise<Forum> {
    const forum = new Forum();
    execFileSync('openssl', [
      'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
      '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1',
      '-keyout', join(forum.data, 'private-key.pem'), '-out', join(forum.data, 'certificate.pem'),
    ], { stdio: 'ignore' });
    execFileSync(program, ['demo', '--data', forum.data], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    await forum.run();
    return forum;
  }

  /**
   * Starts the server; after the first time on the same port, so that browsers find it again. Settings are named as
   * in the environment: COLLOQUIUM_SECTION_KEY.
   */
  async run(settings: Record<string, string> = {}): Promise<void> {
    const log = openSync(join(this.data, 'server.log'), 'a');
    const server = spawn(
      program,
      ['serve', '--demo', '--data', this.data, '--port', String(this.#port), '--client', client],
      { cwd: root, env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', log] },
    );
    this.#process = server;
    for await (const line of createInterface({ input: server.stdout! })) {
      const ready = /^ready (https:\/\/.*:(\d+))$/.exec(line);
      if (!ready) continue;
      this.url = ready[1]!;
      this.#port = Number(ready[2]);
      return;
    }
    throw new Error(`the server did not start; see ${this.data}/server.log`);
  }

  /** The end of what the server has logged: its log goes with the forum. */
  log(): string {
    return readFileSync(join(this.data, 'server.log'), 'utf8').split('\n').slice(-15).join('\n');
  }

  /** Sudden death, as by a power cut. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** While it is paused: gives back what room it has, so that nothing more fits in where it may not grow. */
  compact(): void {
    const vacuum = 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("VACUUM")';
    execFileSync('python3', ['-c', vacuum, join(this.data, 'colloquium.db')]);
  }

  /** Orderly, and started again by run(). */
  async pause(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async stop(): Promise<void> {
    await this.pause();
    rmSync(this.data, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const server = this.#process;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  }
}
