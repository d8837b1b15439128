// What of keeping order waits for the reader (flagged posts, appeals, proposals), how many of his own flags were answered, and how many warnings
// are new to him: the numbers in the navigation.
import { api } from '../api/calls';
import { live } from './live.svelte';
import { session } from './session.svelte';

/** A flag is nobody's event: those who may not know of it would hear that something has happened. */
const kAskEvery = 20_000;

class FlagCounts {
  waiting = $state(0);
  appeals = $state(0);
  /** What colleagues propose to keep order. */
  proposals = $state(0);
  /** Appeals against warnings. */
  warning_appeals = $state(0);
  /** Appeals against what was done to threads. */
  act_appeals = $state(0);
  answers = $state(0);
  warnings = $state(0);
  #started = false;

  start(): void {
    if (this.#started || !session.me?.may.includes('flag')) return;
    this.#started = true;
    live.listen({ watch: () => ({ topics: [], threads: [] }), apply: () => {}, refresh: () => void this.load() });
    setInterval(() => void this.load(), session.me.may.includes('review_flags') ? kAskEvery : 3 * kAskEvery);
    void this.load();
  }

  async load(): Promise<void> {
    const answer = await api.duties();
    if (!answer.ok) return;
    this.waiting = answer.value.flags ?? 0;
    this.appeals = answer.value.appeals ?? 0;
    this.proposals = answer.value.order_proposals ?? 0;
    this.warning_appeals = answer.value.warning_appeals ?? 0;
    this.act_appeals = answer.value.act_appeals ?? 0;
    this.answers = answer.value.flag_answers ?? 0;
    this.warnings = answer.value.warnings;
  }
}

export const flags = new FlagCounts();
