// How much of what the reader has written, or coordinates, is to be looked at again: the number in the navigation.
import { api } from '../api/calls';
import { session } from './session.svelte';

/** A review is due by the day. */
const kAskEvery = 10 * 60_000;

class Reviews {
  waiting = $state(0);
  #started = false;

  start(): void {
    if (this.#started || !session.me?.may.includes('contribute')) return;
    this.#started = true;
    setInterval(() => void this.load(), kAskEvery);
    void this.load();
  }

  async load(): Promise<void> {
    const answer = await api.duties();
    if (answer.ok) this.waiting = answer.value.reviews ?? 0;
  }
}

export const reviews = new Reviews();
