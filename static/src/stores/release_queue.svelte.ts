// How many posts wait for the reader's release or check: the number in the navigation. The queue's screen follows it.
import { api } from '../api/calls';
import type { LiveEvent } from '../live/stream';
import { later } from './later';
import { live, type LiveListener } from './live.svelte';
import { session } from './session.svelte';

/** Compliance reads nothing of what the line tells of: its number is asked for now and then. */
const kAskEvery = 30_000;

class ReleaseQueue implements LiveListener {
  waiting = $state(0);
  /** Moves with each answer, for whoever shows the queue itself. */
  moved = $state(0);
  #started = false;
  #reload = later(50, () => void this.load());

  /** The act that the reader's queue is for, or null for who has none. */
  get act(): 'release' | 'check' | null {
    const may = session.me?.may ?? [];
    return may.includes('check') ? 'check' : may.includes('release') ? 'release' : null;
  }

  start(): void {
    if (this.#started || !this.act) return;
    this.#started = true;
    live.listen(this);
    if (this.act === 'check') setInterval(() => void this.load(), kAskEvery);
    void this.load();
  }

  async load(): Promise<void> {
    const answer = await api.duties();
    if (!answer.ok) return;
    if (answer.value.releases === null) return this.#end();
    this.waiting = answer.value.releases;
    this.moved += 1;
  }

  /** Nobody stands in for ever: what waited is no longer the reader's to see, here and in the navigation. */
  async #end(): Promise<void> {
    this.waiting = 0;
    this.moved += 1;
    await session.check();
  }

  watch() {
    return { topics: [], threads: [] };
  }

  apply(event: LiveEvent): void {
    if (event.type === 'notification' || event.type.endsWith('.changed') || event.type.endsWith('.gone')) this.#reload();
  }

  refresh(): void {
    void this.load();
  }
}

export const release_queue = new ReleaseQueue();
