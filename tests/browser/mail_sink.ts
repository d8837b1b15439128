// A mail server on loopback that keeps what it is sent: as much of SMTP as the program speaks.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export type SunkMail = { to: string; subject: string; text: string; raw: string };

/** A header of the program's is encoded words alone, or none. An encoded word may end within a letter: bytes are joined first. */
function decode(header: string): string {
  const words = [...header.matchAll(/=\?UTF-8\?B\?([^?]*)\?=/g)].map(([, word]) => Buffer.from(word!, 'base64'));
  return words.length > 0 ? Buffer.concat(words).toString('utf8') : header;
}

function read(to: string, raw: string): SunkMail {
  const blank = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, blank).replace(/\r\n /g, ' ');
  const subject = decode(/^Subject: (.*)$/m.exec(head)?.[1]?.trim() ?? '');
  return { to, subject, text: Buffer.from(raw.slice(blank + 4), 'base64').toString('utf8'), raw };
}

export class MailSink {
  readonly mails: SunkMail[] = [];
  #server: Server = createServer((socket) => this.#talk(socket));

  static async start(): Promise<MailSink> {
    const sink = new MailSink();
    sink.#server.listen(0, '127.0.0.1');
    await once(sink.#server, 'listening');
    return sink;
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
  }

  #talk(socket: Socket): void {
    let heard = '';
    let to = '';
    let text: string[] | null = null;
    socket.on('error', () => socket.destroy());
    socket.write('220 sink\r\n');
    const answer = (line: string): string | null => {
      if (text) {
        if (line !== '.') {
          text.push(line.startsWith('.') ? line.slice(1) : line);
          return null;
        }
        this.mails.push(read(to, text.join('\r\n')));
        text = null;
        return '250 taken';
      }
      if (line.startsWith('RCPT')) to = /<(.*)>/.exec(line)?.[1] ?? '';
      if (line === 'DATA') {
        text = [];
        return '354 go on';
      }
      return line === 'QUIT' ? '221 bye' : '250 so';
    };
    socket.on('data', (bytes: Buffer) => {
      heard += bytes.toString('latin1');
      for (let end = heard.indexOf('\r\n'); end >= 0; end = heard.indexOf('\r\n')) {
        const reply = answer(heard.slice(0, end));
        heard = heard.slice(end + 2);
        if (reply) socket.write(`${reply}\r\n`);
      }
    });
  }
}
