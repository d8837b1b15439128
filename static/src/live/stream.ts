// One WebSocket that stays: connects, resumes after the last cursor, backs off with jitter, and hands each event on exactly once.
// Knows nothing of the browser but the socket and the timer it is given, so that tests can drive it.

export type LiveEvent = {
  cursor: string;
  type: string;
  topic_id?: string | null;
  thread_id?: string | null;
  post_id?: string | null;
  at?: string;
};

export type StreamState = 'live' | 'reconnecting' | 'offline';
export type WatchSet = { topics: string[]; threads: string[] };

export interface Socket {
  /** As in the browser: 1 is open. */
  readonly readyState: number;
  onopen: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  onclose: ((close: { code: number }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface StreamHooks {
  open(after: string | null): Socket;
  wait(milliseconds: number, then: () => void): () => void;
  random(): number;
  on_state(state: StreamState): void;
  on_event(event: LiveEvent): void;
  /** The past can't be replayed: what is on screen is asked for again. */
  on_refresh(): void;
  /** The session is over (close 4401). */
  on_signed_out(): void;
  /** A connection was refused before its hello; the session may be the reason. */
  on_refused(): void;
}

const kFirstDelay = 400;
const kLongestDelay = 20_000;
/** So many failures in a row, and "reconnecting" becomes "offline". */
const kFailuresUntilOffline = 5;
const kRemembered = 1000;
const kOpen = 1;

export class LiveStream {
  #hooks: StreamHooks;
  #socket: Socket | null = null;
  #cursor: string | null = null;
  #seen = new Set<string>();
  #watch: WatchSet = { topics: [], threads: [] };
  #failures = 0;
  #greeted = false;
  #cancel_wait: (() => void) | null = null;
  #wanted = false;

  constructor(hooks: StreamHooks) {
    this.#hooks = hooks;
  }

  /** Starts at the cursor of the first page; without one, at the present; after a stop, where it left off. */
  start(cursor: string | null): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#cursor ??= cursor;
    this.#connect();
  }

  stop(): void {
    this.#wanted = false;
    this.#cancel_wait?.();
    this.#drop();
    this.#failures = 0;
  }

  watch(set: WatchSet): void {
    this.#watch = set;
    if (this.#greeted) this.#send_watch();
  }

  /** The network is back, or the reader looks again: no reason to wait any longer. */
  retry_now(): void {
    if (!this.#wanted || this.#socket) return;
    this.#cancel_wait?.();
    this.#connect();
  }

  #connect(): void {
    this.#cancel_wait = null;
    this.#greeted = false;
    const socket = this.#hooks.open(this.#cursor);
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket) this.#receive(data);
    };
    socket.onclose = ({ code }) => {
      if (socket === this.#socket) this.#closed(code);
    };
  }

  #receive(data: unknown): void {
    if (typeof data !== 'string') return;
    const frame = JSON.parse(data) as LiveEvent;
    if (frame.type === 'hello') return this.#welcome(frame.cursor);
    if (frame.type === 'resumed') return;
    if (frame.type === 'reset') {
      this.#cursor = frame.cursor;
      return this.#hooks.on_refresh();
    }
    if (!frame.cursor || this.#seen.has(frame.cursor)) return;
    this.#remember(frame.cursor);
    this.#hooks.on_event(frame);
  }

  #welcome(cursor: string): void {
    this.#greeted = true;
    this.#failures = 0;
    this.#cursor ??= cursor;
    this.#send_watch();
    this.#hooks.on_state('live');
  }

  #closed(code: number): void {
    this.#socket = null;
    if (code === 4401) {
      this.#wanted = false;
      this.#hooks.on_state('offline');
      return this.#hooks.on_signed_out();
    }
    if (!this.#greeted) this.#hooks.on_refused();
    this.#greeted = false;
    if (!this.#wanted) return;
    this.#failures += 1;
    this.#hooks.on_state(this.#failures >= kFailuresUntilOffline ? 'offline' : 'reconnecting');
    const full = Math.min(kLongestDelay, kFirstDelay * 2 ** (this.#failures - 1));
    this.#cancel_wait = this.#hooks.wait(full * (0.5 + this.#hooks.random() / 2), () => this.#connect());
  }

  #send_watch(): void {
    if (this.#socket?.readyState !== kOpen) return;
    this.#socket.send(JSON.stringify({ type: 'watch', ...this.#watch }));
  }

  #remember(cursor: string): void {
    this.#cursor = cursor;
    this.#seen.add(cursor);
    if (this.#seen.size > kRemembered) this.#seen.delete(this.#seen.values().next().value as string);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }
}
