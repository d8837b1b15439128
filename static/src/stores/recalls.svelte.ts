// How many recalls the reader's bureau has still to confirm, widenings to consent to and official positions to sign: the numbers in the navigation. Their screens follow them.
import { api } from '../api/calls';
import type { LiveEvent } from '../live/stream';
import { later } from './later';
import { live, type LiveListener } from './live.svelte';
import { session } from './session.svelte';

/** A recall of what the reader himself never followed has no event of its own on his line. */
const kAskEvery = 60_000;
/** Whoever stands in for a coordinator has some of them. */
const kDuties = ['confirm_recalls', 'consent_widening', 'sign_seal'];
/** The server counts no further: from there on the number does not tell whether anything has moved. */
const kCounted = 100;

class Recalls implements LiveListener {
  waiting = $state(0);
  /** Widenings that wait for the reader's consent. */
  consents = $state(0);
  /** Readings of the bureau's own by break-glass that it has not seen yet. */
  glass_notices = $state(0);
  /** Answers that wait for the reader's signature as the official position of his bureau. */
  seals = $state(0);
  /** Moves where the number may have, for whoever shows the requests themselves. */
  moved = $state(0);
  #started = false;
  #reload = later(500, () => void this.load());

  start(): void {
    if (this.#started || !session.me?.may.some((may) => kDuties.includes(may))) return;
    this.#started = true;
    live.listen(this);
    setInterval(() => void this.load(), kAskEvery);
    void this.load();
  }

  async load(): Promise<void> {
    const answer = await api.duties();
    if (!answer.ok) return;
    const waiting = answer.value.recalls ?? 0;
    if (waiting !== this.waiting || waiting >= kCounted) this.moved += 1;
    this.waiting = waiting;
    this.consents = answer.value.consents ?? 0;
    this.glass_notices = answer.value.break_glass ?? 0;
    this.seals = answer.value.seals ?? 0;
  }

  watch() {
    return { topics: [], threads: [] };
  }

  apply(event: LiveEvent): void {
    if (event.type.endsWith('.gone') || event.type === 'notification') this.#reload();
  }

  refresh(): void {
    void this.load();
  }
}

export const recalls = new Recalls();
