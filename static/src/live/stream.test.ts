import { describe, expect, it } from 'vitest';
import { LiveStream, type LiveEvent, type Socket, type StreamState } from './stream';

class FakeSocket implements Socket {
  readyState = 1;
  onopen = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: ((close: { code: number }) => void) | null = null;
  sent: unknown[] = [];
  after: string | null;
  is_closed = false;

  constructor(after: string | null) {
    this.after = after;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.is_closed = true;
  }

  hear(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  drop(code = 1006): void {
    this.onclose?.({ code });
  }
}

function start(cursor: string | null = 'page') {
  const sockets: FakeSocket[] = [];
  const events: LiveEvent[] = [];
  const states: StreamState[] = [];
  const waits: { milliseconds: number; then: () => void }[] = [];
  const counts = { refreshed: 0, signed_out: 0, refused: 0 };
  const stream = new LiveStream({
    open: (after) => {
      const socket = new FakeSocket(after);
      sockets.push(socket);
      return socket;
    },
    wait: (milliseconds, then) => {
      waits.push({ milliseconds, then });
      return () => {};
    },
    random: () => 1,
    on_state: (state) => states.push(state),
    on_event: (event) => events.push(event),
    on_refresh: () => (counts.refreshed += 1),
    on_signed_out: () => (counts.signed_out += 1),
    on_refused: () => (counts.refused += 1),
  });
  stream.start(cursor);
  const last = () => sockets.at(-1) as FakeSocket;
  return { stream, sockets, events, states, waits, counts, last };
}

describe('the live stream', () => {
  it('begins at the cursor of the page and tells what is on screen', () => {
    const line = start('page');
    line.stream.watch({ topics: [], threads: ['t'] });
    expect(line.last().after).toBe('page');
    line.last().hear({ type: 'hello', cursor: 'page' });
    expect(line.last().sent).toEqual([{ type: 'watch', topics: [], threads: ['t'] }]);
    expect(line.states).toEqual(['live']);
  });

  it('comes back after the last event it heard', () => {
    const line = start('page');
    line.last().hear({ type: 'hello', cursor: 'page' });
    line.last().hear({ type: 'post.created', cursor: 'c1', post_id: 'p' });
    line.last().drop();
    line.waits.at(-1)?.then();
    expect(line.last().after).toBe('c1');
  });

  it('hands an event on once, even if it is replayed', () => {
    const line = start();
    line.last().hear({ type: 'hello', cursor: 'page' });
    line.last().hear({ type: 'post.created', cursor: 'c1' });
    line.last().drop();
    line.waits.at(-1)?.then();
    line.last().hear({ type: 'hello', cursor: 'c1' });
    line.last().hear({ type: 'post.created', cursor: 'c1' });
    line.last().hear({ type: 'post.created', cursor: 'c2' });
    expect(line.events.map((event) => event.cursor)).toEqual(['c1', 'c2']);
  });

  it('fetches again when the past cannot be replayed', () => {
    const line = start();
    line.last().hear({ type: 'hello', cursor: 'page' });
    line.last().hear({ type: 'reset', cursor: 'new' });
    expect(line.counts.refreshed).toBe(1);
    line.last().drop();
    line.waits.at(-1)?.then();
    expect(line.last().after).toBe('new');
  });

  it('waits longer after each failure and then calls itself offline', () => {
    const line = start();
    for (let i = 0; i < 6; i += 1) {
      line.last().drop();
      line.waits.at(-1)?.then();
    }
    const delays = line.waits.map((wait) => wait.milliseconds);
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(line.states.at(0)).toBe('reconnecting');
    expect(line.states.at(-1)).toBe('offline');
    expect(line.counts.refused).toBe(6);
  });

  it('stops at the end of the session', () => {
    const line = start();
    line.last().hear({ type: 'hello', cursor: 'page' });
    line.last().drop(4401);
    expect(line.counts.signed_out).toBe(1);
    expect(line.waits).toEqual([]);
  });

  it('goes on after the last event when somebody has signed in again', () => {
    const line = start('page');
    line.last().hear({ type: 'hello', cursor: 'page' });
    line.last().hear({ type: 'post.created', cursor: 'c1' });
    line.last().drop(4401);
    line.stream.start(null);
    expect(line.last().after).toBe('c1');
  });

  it('ignores what an abandoned socket still says', () => {
    const line = start();
    const old = line.last();
    line.stream.stop();
    old.hear({ type: 'post.created', cursor: 'late' });
    expect(line.events).toEqual([]);
    expect(old.is_closed).toBe(true);
  });
});
