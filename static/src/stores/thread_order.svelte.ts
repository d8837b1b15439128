// How order was kept in the thread on screen, as it comes with the thread.
import type { ThreadOrder } from '../api/types';

export type OrderRight = ThreadOrder['may'][number];

export class OrderOfThread {
  told: ThreadOrder | null = $state.raw(null);
  /** The moderator is about to act. */
  open = $state(false);
  /** What he has typed so far, which closing the dialog does not lose. */
  reason = $state('');
  summary = $state('');
  target = $state('');
}

/** The thread that an address, a link or an id names; nothing where it names none. */
export function thread_in(words: string): string | null {
  return /(?:^|\/threads\/)([0-9a-z]{26})(?:$|[/?#])/i.exec(words.trim())?.[1] ?? null;
}
