// One page of a topic's threads. New ones are announced, not pushed under the reader's eyes; counts of shown ones follow at once.
import { api } from '../api/calls';
import type { Problem } from '../api/http';
import type { Thread, Topic } from '../api/types';
import type { LiveEvent } from '../live/stream';
import { kConfirmAfter, later, once_after } from './later';
import { live, type LiveListener } from './live.svelte';

export class ThreadList implements LiveListener {
  topic: Topic | null = $state.raw(null);
  items: Thread[] = $state.raw([]);
  next: string | null = $state(null);
  state: 'loading' | 'ready' | 'failed' | 'not_found' = $state('loading');
  problem: Problem | null = $state.raw(null);
  /** Threads that began while the page was open. */
  fresh: Set<string> = $state.raw(new Set());
  readonly id: string;
  readonly filter: 'all' | 'unread';
  readonly after: string | null;
  #recount = later(300, () => void this.#refresh_shown(), 700);

  constructor(id: string, filter: 'all' | 'unread', after: string | null) {
    this.id = id;
    this.filter = filter;
    this.after = after;
  }

  async load(): Promise<void> {
    const [topic, threads] = await Promise.all([api.topic(this.id), api.threads(this.id, this.filter, this.after)]);
    if (topic.ok && threads.ok) {
      this.topic = topic.value;
      this.items = threads.value.items;
      this.next = threads.value.next;
      this.fresh = new Set();
      this.state = 'ready';
      live.start(threads.value.cursor);
      this.#confirm_once();
      return;
    }
    live.pass();
    const problem = !topic.ok ? topic.problem : !threads.ok ? threads.problem : null;
    if (problem?.status === 404) this.state = 'not_found';
    else if (this.state === 'loading') {
      this.state = 'failed';
      this.problem = problem;
    }
  }

  /** The server may hear of the watch a moment after it read the page: one look back closes that gap. */
  #confirm_once = once_after(kConfirmAfter, async () => {
    const answer = await api.topic(this.id);
    if (!answer.ok || !this.topic) return;
    const { threads, last_activity } = this.topic;
    if (answer.value.threads !== threads || answer.value.last_activity !== last_activity) await this.#refresh_shown();
    this.topic = answer.value;
  });

  watch() {
    return { topics: [this.id], threads: [] };
  }

  apply(event: LiveEvent): void {
    if (event.topic_id !== this.id || !event.thread_id) return;
    const thread = event.thread_id;
    if (event.type === 'thread.gone') {
      this.items = this.items.filter((item) => item.id !== thread);
      this.fresh = new Set([...this.fresh].filter((id) => id !== thread));
    } else if (event.type === 'thread.created' && !this.items.some((item) => item.id === thread)) {
      this.fresh = new Set([...this.fresh, thread]);
    } else {
      this.#recount();
    }
  }

  refresh(): void {
    this.#recount();
  }

  /** New counts and titles for the rows on screen, in the order in which they stand; unknown rows count as fresh. */
  async #refresh_shown(): Promise<void> {
    const answer = await api.threads(this.id, this.filter, this.after);
    if (!answer.ok) return;
    const now = new Map(answer.value.items.map((item) => [item.id, item]));
    const shown = new Set(this.items.map((item) => item.id));
    this.items = this.items.map((item) => now.get(item.id) ?? item);
    const unknown = answer.value.items.filter((item) => !shown.has(item.id)).map((item) => item.id);
    if (this.after === null && unknown.length > 0) this.fresh = new Set([...this.fresh, ...unknown]);
  }
}
