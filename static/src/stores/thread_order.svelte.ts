// How order was kept in the thread on screen, as it comes with the thread.
import type { Problem } from '../api/http';
import type { ThreadOrder } from '../api/types';

/** Splitting is done to a post. */
export type OrderRight = Exclude<ThreadOrder['may'][number], 'split'>;
export type OrderAct = OrderRight | 'lock' | 'unlock' | 'pin' | 'unpin' | 'move';

/** What was just done, and the way back. */
export type Undo = { done: OrderAct | 'relabel' | 'propose'; run: () => Promise<Problem | null> };

export class OrderOfThread {
  told: ThreadOrder | null = $state.raw(null);
  /** The moderator is about to act. */
  open = $state(false);
  /** With this act, where he has chosen it already. */
  act: OrderAct | null = $state(null);
  undo: Undo | null = $state.raw(null);
  /** The reader looks at what moderation did to the thread. */
  log_open = $state(false);
  /** At what can be said against that, without the log. */
  appeals_open = $state(false);
  /** What he has typed so far, which closing the dialog does not lose. */
  reason = $state('');
  summary = $state('');
  target = $state('');
  topic = $state('');
  /** Of slow mode: the pause that he is about to ask for. */
  seconds = $state(600);

  ask(act: OrderAct | null): void {
    this.act = act;
    this.open = true;
  }
}

/** The thread that an address, a link or an id names; nothing where it names none. */
export function thread_in(words: string): string | null {
  return /(?:^|\/threads\/)([0-9a-z]{26})(?:$|[/?#])/i.exec(words.trim())?.[1] ?? null;
}
