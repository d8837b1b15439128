// One page of a thread: its posts, what arrived since, what has been read. Applies live events; never moves what is on screen by itself.
import { api, type Subscriber } from '../api/calls';
import type { Problem } from '../api/http';
import type { Post, SubscriptionLevel, Thread, ThreadOrder, ThreadPageMark } from '../api/types';
import type { LiveEvent } from '../live/stream';
import { live, type LiveListener } from './live.svelte';
import { kConfirmAfter, once_after } from './later';
import { insert_reply } from './reply_tree';
import { href } from './routes';
import { router } from './router.svelte';
import { OrderOfThread } from './thread_order.svelte';
import { topics } from './topics.svelte';

/** The server takes a hundred threads at once, from all that is on screen. */
const kMostWatched = 60;

/** `post` is what the address names; `resume` a post that the reader was answering, if it is still there. */
type Place = { post: string | null; after: string | null; resume: string | null };

export class ThreadPage implements LiveListener {
  thread: Thread | null = $state.raw(null);
  posts: Post[] = $state.raw([]);
  next: string | null = $state(null);
  previous: string | null = $state(null);
  state: 'loading' | 'ready' | 'failed' | 'not_found' = $state('loading');
  problem: Problem | null = $state.raw(null);
  /** Replies that arrived and wait until the reader asks for them. */
  arrived: Post[] = $state.raw([]);
  /** The reader is asking that more may read the thread. */
  widening = $state(false);
  /** Likewise of its guests. */
  inviting = $state(false);
  /** Where it has more than one: all of them, as they were when this one was opened. */
  pages: ThreadPageMark[] = $state.raw([]);
  /** The posts of all of them, while they are on their way to paper. */
  whole: Post[] | null = $state.raw(null);
  print: () => void = () => window.print();
  /** How order was kept in it. */
  readonly order = new OrderOfThread();
  readonly id: string;
  readonly place: Place;
  #seen = new Set<string>();
  #seen_timer: ReturnType<typeof setTimeout> | undefined;

  constructor(id: string, place: Place) {
    this.id = id;
    this.place = place;
  }

  async load(): Promise<void> {
    const [thread, posts] = await Promise.all([api.thread(this.id), this.#fetch_posts()]);
    if (thread.ok && posts.ok) {
      this.#adopt(thread.value);
      this.posts = posts.value.items;
      this.next = posts.value.next;
      this.previous = posts.value.previous;
      this.arrived = [];
      this.state = 'ready';
      live.start(posts.value.cursor);
      if (this.posts.some((post) => post.quotes.length > 0)) live.watch_again();
      this.#confirm_once();
      void this.load_pages();
      return;
    }
    live.pass();
    const problem = !thread.ok ? thread.problem : !posts.ok ? posts.problem : null;
    if (problem?.status === 404) await this.#follow_post();
    else if (this.state === 'loading') {
      this.state = 'failed';
      this.problem = problem;
    }
  }

  /** The post that the address names may stand in another thread by now: the address goes there. */
  async #follow_post(): Promise<void> {
    const answer = this.place.post ? await api.post(this.place.post) : null;
    if (answer?.ok && answer.value.thread_id !== this.id) router.go(href.post(answer.value.thread_id, answer.value.id), 'replace');
    else this.#leave();
  }

  async load_pages(): Promise<void> {
    if (this.next === null && this.previous === null) return;
    const answer = await api.thread_pages(this.id);
    if (answer.ok) this.pages = answer.value.items;
  }

  /** The server may hear of the watch a moment after it read the page: one look back closes that gap. */
  #confirm_once = once_after(kConfirmAfter, async () => {
    const answer = await api.thread(this.id);
    if (!answer.ok || !this.thread) return;
    const { posts, version, last_activity } = this.thread;
    const now = answer.value;
    if (now.posts !== posts || now.version !== version || now.last_activity !== last_activity) await this.refresh();
  });

  watch() {
    // What is quoted here from elsewhere goes from here, too, when it goes there.
    const quoted = this.posts.flatMap((post) => post.quotes.flatMap(({ thread_id }) => thread_id ?? []));
    return { topics: [], threads: [...new Set([this.id, ...quoted])].slice(0, kMostWatched) };
  }

  apply(event: LiveEvent): void {
    // The thread may have been moved away from the topic just before: the server says whether it is still there.
    if (event.type === 'topic.gone' && event.topic_id === this.thread?.topic_id) void this.refresh_thread();
    this.#renew_quotes(event);
    if (event.thread_id !== this.id) return;
    const post = event.post_id ?? null;
    if (event.type === 'thread.gone') this.#leave();
    else if (event.type === 'thread.created') void this.refresh();
    else if (event.type === 'thread.changed') {
      // What befalls a thread on its way to release befalls its first post.
      // And where only its marking or its readers are others, the first post bears them.
      const first = post ?? this.posts.find((one) => one.parent_id === null)?.id;
      if (first && this.posts.some((one) => one.id === first)) void this.#take(first);
      else void this.refresh_thread();
    }
    else if (event.type === 'post.gone' && post) this.#drop(post);
    else if ((event.type === 'post.created' || event.type === 'post.changed') && post) void this.#take(post);
  }

  /** After a gap in the line: what is new waits as arrived, what changed is changed, what is gone is gone. */
  async refresh(): Promise<void> {
    if (this.state !== 'ready') return void this.load();
    const [thread, page] = await Promise.all([api.thread(this.id), this.#fetch_posts()]);
    if ((!thread.ok && thread.problem.status === 404) || (!page.ok && page.problem.status === 404)) return this.#leave();
    if (thread.ok) this.#adopt(thread.value);
    if (!page.ok) return;
    const now = new Map(page.value.items.map((post) => [post.id, post]));
    const last = page.value.next === null;
    const known = new Set([...this.posts, ...this.arrived].map((post) => post.id));
    // A post that is missing from a full page may only have moved to the next one.
    this.posts = this.posts.filter((post) => now.has(post.id) || !last).map((post) => now.get(post.id) ?? post);
    this.arrived = [
      ...this.arrived.filter((post) => now.has(post.id) || !last),
      ...page.value.items.filter((post) => !known.has(post.id)),
    ];
    this.next = page.value.next;
    this.previous = page.value.previous;
  }

  /** The reader asked for what arrived: it takes its places in the tree. Answers the first of them. */
  show_arrived(): string | null {
    const first = this.arrived[0]?.id ?? null;
    for (const post of this.arrived) this.posts = insert_reply(this.posts, post);
    this.arrived = [];
    return first;
  }

  /** The reader's own post or edit stands at once; who answers also follows from then on. */
  put(post: Post): void {
    this.arrived = this.arrived.filter((other) => other.id !== post.id);
    this.posts = insert_reply(this.posts, post);
    void this.refresh_thread();
  }

  remove(id: string): void {
    this.#drop(id);
    void this.refresh_thread();
  }

  /** Seen on screen: told to the server in batches, shown as read when it has answered. */
  mark_seen(id: string): void {
    this.#seen.add(id);
    this.#seen_timer ??= setTimeout(() => void this.flush_seen(), 1200);
  }

  async flush_seen(): Promise<void> {
    clearTimeout(this.#seen_timer);
    this.#seen_timer = undefined;
    const batch = [...this.#seen].slice(0, 100);
    if (batch.length === 0) return;
    batch.forEach((id) => this.#seen.delete(id));
    const answer = await api.read_posts(this.id, batch);
    if (!answer.ok) return;
    this.posts = this.posts.map((post) => (batch.includes(post.id) ? { ...post, unread: false } : post));
    if (this.thread) this.thread = { ...this.thread, unread: answer.value.unread };
    topics.recount();
    if (this.#seen.size > 0) void this.flush_seen();
  }

  async subscribe(as: Subscriber, level: SubscriptionLevel): Promise<Problem | null> {
    const answer = await api.subscribe('threads', this.id, as, level);
    if (!answer.ok) return answer.problem;
    const from = { [as === 'me' ? 'my_level_from' : 'bureau_level_from']: 'thread' };
    if (this.thread) this.thread = { ...this.thread, ...answer.value, ...from };
    return null;
  }

  async #fetch_posts() {
    const { post, after, resume } = this.place;
    if (post) return api.posts(this.id, { around: post });
    if (resume && after === null) {
      const answer = await api.posts(this.id, { around: resume });
      if (answer.ok || answer.problem.status !== 404) return answer;
    }
    return api.posts(this.id, { after });
  }

  /** What is quoted has changed, or may not be read any more: those who quote it are asked for again. */
  #renew_quotes({ type, thread_id, post_id }: LiveEvent): void {
    if (type !== 'post.changed' && type !== 'post.gone' && type !== 'thread.changed' && type !== 'thread.gone') return;
    const is_meant = (post: Post) =>
      post.quotes.some((quote) => (type.startsWith('post') ? quote.post_id === post_id : quote.thread_id === thread_id));
    for (const post of this.posts.filter(is_meant)) void this.#take(post.id);
  }

  async #take(id: string): Promise<void> {
    const answer = await api.post(id);
    if (!answer.ok) {
      if (answer.problem.status === 404) this.#drop(id);
      return;
    }
    const post = answer.value;
    // It was taken to another thread, and is there now.
    if (post.thread_id !== this.id) {
      this.#drop(id);
      return void this.refresh_thread();
    }
    const shown = [...this.posts, ...this.arrived].find((other) => other.id === id);
    // Two answers may overtake each other: the newer text stays.
    if (shown && shown.version > post.version) return;
    if (this.posts.some((other) => other.id === id)) this.posts = insert_reply(this.posts, post);
    else if (this.arrived.some((other) => other.id === id)) this.arrived = insert_reply(this.arrived, post);
    else this.arrived = [...this.arrived, post];
    void this.refresh_thread();
  }

  #drop(id: string): void {
    this.posts = this.posts.filter((post) => post.id !== id);
    this.arrived = this.arrived.filter((post) => post.id !== id);
    this.whole = this.whole?.filter((post) => post.id !== id) ?? null;
  }

  #adopt(thread: Thread & { order: ThreadOrder }): void {
    this.thread = thread;
    this.order.told = thread.order;
  }

  /** After an act that answers with the thread alone. */
  async refresh_thread(): Promise<void> {
    const answer = await api.thread(this.id);
    if (answer.ok) this.#adopt(answer.value);
    else if (answer.problem.status === 404) this.#leave();
  }

  #leave(): void {
    this.state = 'not_found';
    this.thread = null;
    this.posts = [];
    this.arrived = [];
  }
}
