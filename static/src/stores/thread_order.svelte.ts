// How order was kept in the thread on screen, asked for again whenever the thread has changed.
import { api } from '../api/calls';
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

  async load(thread: string, signal: AbortSignal): Promise<void> {
    const answer = await api.thread_order(thread, signal);
    // What cannot be told now is told with the next change; the thread itself says what is wrong.
    if (answer.ok && !signal.aborted) this.told = answer.value;
  }
}

/** The thread that an address, a link or an id names; nothing where it names none. */
export function thread_in(words: string): string | null {
  return /(?:^|\/threads\/)([0-9a-z]{26})(?:$|[/?#])/i.exec(words.trim())?.[1] ?? null;
}
