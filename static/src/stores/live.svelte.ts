// The live line of this page: one stream, its state for the header, and the stores that want to hear of events.
import { untrack } from 'svelte';
import { LiveStream, type LiveEvent, type Socket, type StreamState, type WatchSet } from '../live/stream';

/** What a store on screen does with the line: `apply` one event, `refresh` after a gap that can't be replayed. */
export type LiveListener = {
  watch(): WatchSet;
  apply(event: LiveEvent): void;
  refresh(): void;
};

class Live {
  state: StreamState = $state('reconnecting');
  /** Settles when the first page has given the cursor at which the line begins. */
  readonly begun: Promise<void>;
  #begin: () => void = () => {};
  on_signed_out: () => void = () => {};
  on_refused: () => void = () => {};
  #listeners = new Set<LiveListener>();
  #stream = new LiveStream({
    open: (after) => {
      const query = after ? `?after=${encodeURIComponent(after)}` : '';
      return new WebSocket(`wss://${location.host}/api/v1/live${query}`) as unknown as Socket;
    },
    wait: (milliseconds, then) => {
      const timer = setTimeout(then, milliseconds);
      return () => clearTimeout(timer);
    },
    random: Math.random,
    on_state: (state) => (this.state = navigator.onLine ? state : 'offline'),
    on_event: (event) => this.#listeners.forEach((listener) => listener.apply(event)),
    on_refresh: () => this.#listeners.forEach((listener) => listener.refresh()),
    on_signed_out: () => this.on_signed_out(),
    on_refused: () => this.on_refused(),
  });

  constructor() {
    this.begun = new Promise((resolve) => (this.#begin = resolve));
  }

  /** Called with each page's cursor; the first one counts. */
  start(cursor: string | null): void {
    this.#stream.start(cursor);
    this.#begin();
  }

  /** The first page can't be shown: whatever is fetched next begins the line. */
  pass(): void {
    this.#begin();
  }

  /** Asks again for all that is on screen, for example in another language. */
  refresh_all(): void {
    this.#listeners.forEach((listener) => listener.refresh());
  }

  stop(): void {
    this.#stream.stop();
    this.state = 'reconnecting';
  }

  listen(listener: LiveListener): () => void {
    this.#listeners.add(listener);
    this.watch_again();
    return () => {
      this.#listeners.delete(listener);
      this.watch_again();
    };
  }

  /** Tells the server what is on screen now. An effect that begins to listen does not begin anew with what is on screen. */
  watch_again(): void {
    const sets = untrack(() => [...this.#listeners].map((listener) => listener.watch()));
    this.#stream.watch({
      topics: [...new Set(sets.flatMap((set) => set.topics))],
      threads: [...new Set(sets.flatMap((set) => set.threads))],
    });
  }

  follow_network(): void {
    window.addEventListener('online', () => this.#stream.retry_now());
    window.addEventListener('offline', () => (this.state = 'offline'));
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) this.#stream.retry_now();
    });
  }
}

export const live = new Live();
