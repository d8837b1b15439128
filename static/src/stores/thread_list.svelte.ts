// One page of a topic's threads. New ones are announced, not pushed under the reader's eyes; counts of shown ones follow at once.
import { api } from '../api/calls';
import type { Problem } from '../api/http';
import type { Thread, Topic } from '../api/types';
import type { LiveEvent } from '../live/stream';
import { kConfirmAfter, later, once_after } from './later';
import { live, type LiveListener } from './live.svelte';

/** Lists are read onward only, so the way back is remembered: for the address of a page that of the one before, "" the first. */
const came_from = new Map<string, string>();
const kRememberedPages = 200;

function remember_way(page: string, before: string | null): void {
  came_from.set(page, before ?? '');
  const oldest = came_from.keys().next().value;
  if (came_from.size > kRememberedPages && oldest !== undefined) came_from.delete(oldest);
}

export class ThreadList implements LiveListener {
  topic: Topic | null = $state.raw(null);
  items: Thread[] = $state.raw([]);
  next: string | null = $state(null);
  state: 'loading' | 'ready' | 'failed' | 'not_found' = $state('loading');
  problem: Problem | null = $state.raw(null);
  /** The page from which this one was reached; nothing where it was reached otherwise. */
  readonly previous: string | null;
  /** Threads that began while the page was open. */
  fresh: Set<string> = $state.raw(new Set());
  readonly id: string;
  readonly filter: 'all' | 'unread';
  readonly labels: { kind: string | null; tag: string | null };
  readonly after: string | null;
  #recount = later(300, () => void this.#refresh_shown(), 700);

  constructor(id: string, filter: 'all' | 'unread', after: string | null, labels: ThreadList['labels'] = { kind: null, tag: null }) {
    this.id = id;
    this.filter = filter;
    this.labels = labels;
    this.after = after;
    this.previous = after === null ? null : (came_from.get(after) ?? null);
  }

  async load(): Promise<void> {
    const [topic, threads] = await Promise.all([api.topic(this.id), this.#ask()]);
    if (topic.ok && threads.ok) {
      this.topic = topic.value;
      this.items = threads.value.items;
      this.next = threads.value.next;
      if (this.next) remember_way(this.next, this.after);
      this.fresh = new Set();
      this.state = 'ready';
      live.start(threads.value.cursor);
      this.#confirm_once();
      return;
    }
    live.pass();
    const problem = !topic.ok ? topic.problem : !threads.ok ? threads.problem : null;
    if (problem?.status === 404) this.#leave();
    else if (this.state === 'loading') {
      this.state = 'failed';
      this.problem = problem;
    }
  }

  #ask() {
    return api.threads(this.id, { filter: this.filter, ...this.labels, after: this.after });
  }

  /** The server may hear of the watch a moment after it read the page: one look back closes that gap. */
  #confirm_once = once_after(kConfirmAfter, async () => {
    const answer = await api.topic(this.id);
    if (!answer.ok && answer.problem.status === 404) return this.#leave();
    if (!answer.ok || !this.topic) return;
    const { threads, last_activity } = this.topic;
    if (answer.value.threads !== threads || answer.value.last_activity !== last_activity) await this.#refresh_shown();
    this.topic = answer.value;
  });

  watch() {
    return { topics: [this.id], threads: [] };
  }

  apply(event: LiveEvent): void {
    if (event.type === 'topic.gone' && event.topic_id === this.id) return this.#leave();
    const thread = event.thread_id;
    if (!thread) return;
    // A thread that was moved away is told of with its new topic.
    const elsewhere = event.topic_id !== this.id;
    if (event.type === 'thread.gone' || (elsewhere && event.type.startsWith('thread.'))) {
      this.#drop(thread);
    } else if (elsewhere) {
      return;
    } else if (event.type === 'thread.created' && !this.items.some((item) => item.id === thread)) {
      if (this.labels.kind || this.labels.tag) this.#recount();
      else this.fresh = new Set([...this.fresh, thread]);
    } else {
      this.#recount();
    }
  }

  refresh(): void {
    if (this.state === 'ready') this.#recount();
    else void this.load();
  }

  /** New counts and titles for the rows on screen, in the order in which they stand; unknown rows count as fresh. */
  async #refresh_shown(): Promise<void> {
    const answer = await this.#ask();
    if (!answer.ok) {
      if (answer.problem.status === 404) this.#leave();
      return;
    }
    const now = new Map(answer.value.items.map((item) => [item.id, item]));
    const shown = new Set(this.items.map((item) => item.id));
    const missing = this.items.filter((item) => !now.has(item.id));
    this.items = this.items.map((item) => now.get(item.id) ?? item);
    await Promise.all(missing.map((item) => this.#look_for(item.id)));
    const unknown = answer.value.items.filter((item) => !shown.has(item.id)).map((item) => item.id);
    if (this.after === null && unknown.length > 0) this.fresh = new Set([...this.fresh, ...unknown]);
  }

  /** A row that is missing from the page may stand on another one by now, or be gone, or have moved. */
  async #look_for(thread: string): Promise<void> {
    const answer = await api.thread(thread);
    if (answer.ok && answer.value.topic_id === this.id) {
      this.items = this.items.map((item) => (item.id === thread ? answer.value : item));
    } else if (answer.ok || answer.problem.status === 404) {
      this.#drop(thread);
    }
  }

  #drop(thread: string): void {
    this.items = this.items.filter((item) => item.id !== thread);
    this.fresh = new Set([...this.fresh].filter((id) => id !== thread));
  }

  #leave(): void {
    this.state = 'not_found';
    this.topic = null;
    this.items = [];
    this.fresh = new Set();
  }
}
