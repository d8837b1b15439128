// How many erasures wait for the reader's decision: the number in the navigation.
import { api } from '../api/calls';
import { live } from './live.svelte';
import { session } from './session.svelte';

/** What is asked for has no event on anybody's line. */
const kAskEvery = 60_000;

class ErasureCount {
  waiting = $state(0);
  #started = false;

  start(): void {
    if (this.#started || !session.me?.may.includes('read_erasures')) return;
    this.#started = true;
    live.listen({ watch: () => ({ topics: [], threads: [] }), apply: () => {}, refresh: () => void this.load() });
    setInterval(() => void this.load(), kAskEvery);
    void this.load();
  }

  async load(): Promise<void> {
    const answer = await api.duties();
    if (answer.ok) this.waiting = answer.value.erasures ?? 0;
  }
}

export const erasures = new ErasureCount();
