// What whoever keeps order does to a thread, and how each act is taken back. Loaded when somebody does it.
import { api } from '../api/calls';
import type { Answer } from '../api/http';
import type { ModerationAct, Thread, ThreadOrder } from '../api/types';
import { t } from '../i18n/i18n.svelte';
import { href } from './routes';
import { router } from './router.svelte';
import type { OrderAct } from './thread_order.svelte';
import type { ThreadPage } from './thread_page.svelte';

/** What an act takes besides its reason. */
export type More = { summary?: string; into?: string | null; topic_id?: string; seconds?: number };

/** All that the reader may do with it, as it stands. */
export function acts_on(thread: Thread, order: ThreadOrder): OrderAct[] {
  const may = (action: Thread['may'][number]): boolean => thread.may.includes(action);
  // What was closed or merged is opened again by the act that says why.
  const bound = order.may.some((right) => right === 'reopen' || right === 'separate');
  const acts: OrderAct[] = order.may.filter((right) => right !== 'split');
  if (may('lock') && !bound) acts.push(thread.locked ? 'unlock' : 'lock');
  if (may('pin')) acts.push(thread.pinned ? 'unpin' : 'pin');
  if (may('move')) acts.push('move');
  return acts;
}

const kEdits: Partial<Record<OrderAct, { locked?: boolean; pinned?: boolean }>> = {
  lock: { locked: true },
  unlock: { locked: false },
  pin: { pinned: true },
  unpin: { pinned: false },
};

function perform(thread: Thread, act: OrderAct, reason: string, more: More): Promise<Answer<Thread>> {
  const asked = { reason, version: thread.version };
  if (act === 'move' || kEdits[act]) return api.edit_thread(thread.id, { ...asked, ...kEdits[act], ...more });
  if (act === 'slow') return api.set_slow_mode(thread.id, { ...asked, seconds: more.seconds ?? 0 });
  return api.keep_order(thread.id, act as 'close' | 'reopen' | 'separate' | 'rejoin', { ...asked, ...more });
}

/** The act that takes this one back, with what that needs of the thread as it was before. */
function reverse(act: OrderAct, before: Thread, order: ThreadOrder | null): [OrderAct, More] | null {
  switch (act) {
    case 'lock':
      return ['unlock', {}];
    case 'unlock':
      return ['lock', {}];
    case 'pin':
      return ['unpin', {}];
    case 'unpin':
      return ['pin', {}];
    case 'move':
      return ['move', { topic_id: before.topic_id }];
    case 'close':
      return ['reopen', {}];
    case 'merge':
      return ['separate', {}];
    case 'slow':
      return ['slow', { seconds: order?.slow_mode?.seconds ?? 0 }];
    case 'reopen':
      return order?.closed ? ['close', { summary: order.closed.summary }] : null;
    // To merge again takes a second person; what went back is split off from the other thread.
    case 'separate':
    case 'rejoin':
      return null;
  }
}

/** Asks for what he may not do alone; as long as nobody has decided, he takes that back. */
async function propose(page: ThreadPage, asked: Parameters<typeof api.propose_order>[1]): Promise<Answer<unknown>> {
  const answer = await api.propose_order(page.id, asked);
  if (!answer.ok) return answer;
  const run = async () => {
    const withdrawn = await api.withdraw_order(answer.value.id);
    return withdrawn.ok ? null : withdrawn.problem;
  };
  page.order.undo = { done: 'propose', run };
  return answer;
}

/** The same of another title, kind or tags. */
export const propose_relabelling = (page: ThreadPage, asked: Omit<Parameters<typeof api.propose_order>[1], 'act'>) => propose(page, { ...asked, act: 'relabel' });

/** Does it to the thread on screen, or proposes it where he may not do it alone, and offers the way back. */
export async function keep_order(page: ThreadPage, act: OrderAct, reason: string, more: More, proposes: boolean): Promise<Answer<unknown> | null> {
  const before = page.thread;
  if (!before) return null;
  if (act !== 'rejoin' && proposes) return propose(page, { act, reason, version: before.version, ...more });
  const back = reverse(act, before, page.order.told);
  const answer = await perform(before, act, reason, more);
  if (!answer.ok) return answer;
  if (act === 'rejoin') {
    router.go(href.thread(answer.value.id));
    return answer;
  }
  page.thread = answer.value;
  page.order.undo = back && { done: act, run: () => take_back(page, (now) => perform(now, back[0], t('undo.reason'), back[1])) };
  await page.refresh_thread();
  return answer;
}

/** Of the thread as it is by then. */
export async function take_back(page: ThreadPage, run: (now: Thread) => Promise<Answer<Thread>>) {
  if (!page.thread) return null;
  const answer = await run(page.thread);
  if (!answer.ok) return answer.problem;
  page.thread = answer.value;
  await page.refresh_thread();
  return null;
}

/** Takes back what the log shows. */
export function undo_act(act: ModerationAct, reason: string): Promise<Answer<unknown>> {
  const asked = { reason, version: act.version };
  const { id } = act.thread;
  switch (act.undo) {
    case 'unhide':
      return api.hide(act.post_id ?? '', 'unhide', asked);
    case 'move_back':
      return api.edit_thread(id, { ...asked, topic_id: act.from_topic_id ?? '' });
    case 'retitle':
      return api.edit_thread(id, { ...asked, title: act.former?.title });
    case 'relabel':
      return api.edit_thread(id, { ...asked, kind: act.former?.kind, tags: act.former?.tags });
    case 'unslow':
      return api.set_slow_mode(id, { ...asked, seconds: 0 });
    case 'reopen':
    case 'separate':
      return api.keep_order(id, act.undo, asked);
    default:
      return api.edit_thread(id, { ...asked, ...(act.undo && kEdits[act.undo]) });
  }
}
