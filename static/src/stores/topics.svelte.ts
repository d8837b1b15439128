// The topics of the reader, for the table and the rail: one list, kept fresh by the live line.
import { api, type Subscriber } from '../api/calls';
import type { Problem } from '../api/http';
import type { SubscriptionLevel, Topic } from '../api/types';
import type { LiveEvent } from '../live/stream';
import { i18n } from '../i18n/i18n.svelte';
import { later } from './later';
import { live, type LiveListener } from './live.svelte';
import { router } from './router.svelte';

class Topics implements LiveListener {
  items: Topic[] = $state.raw([]);
  /** As the reader's language orders words. */
  readonly sorted: Topic[] = $derived.by(() => {
    const order = new Intl.Collator(i18n.locale, { numeric: true });
    return [...this.items].sort((a, b) => order.compare(a.title, b.title));
  });
  state: 'loading' | 'ready' | 'failed' = $state('loading');
  problem: Problem | null = $state.raw(null);
  /** Counts change with every post: asked for again once for a burst of events. */
  #reload = later(400, () => void this.load(), 1600);

  start(): void {
    live.listen(this);
  }

  async load(): Promise<void> {
    const answer = await api.topics();
    if (answer.ok) {
      this.items = answer.value.items;
      this.state = 'ready';
      live.watch_again();
      live.start(answer.value.cursor);
    } else if (this.state === 'loading') {
      this.state = 'failed';
      this.problem = answer.problem;
    }
  }

  find(id: string): Topic | undefined {
    return this.items.find((topic) => topic.id === id);
  }

  get unread(): number {
    return this.items.reduce((sum, topic) => sum + topic.unread, 0);
  }

  async subscribe(topic: Topic, as: Subscriber, level: SubscriptionLevel): Promise<Problem | null> {
    const answer = await api.subscribe('topics', topic.id, as, level);
    if (!answer.ok) return answer.problem;
    this.items = this.items.map((other) => (other.id === topic.id ? { ...other, ...answer.value } : other));
    return null;
  }

  /** Called after the reader's own reading changed what is unread. */
  recount(): void {
    this.#reload();
  }

  watch() {
    // Beside other screens the list follows what the reader subscribes to; only on its own screen it hears of everything.
    const on_screen = router.route.screen === 'topics';
    return { topics: on_screen ? this.items.map((topic) => topic.id).slice(0, 100) : [], threads: [] };
  }

  apply(event: LiveEvent): void {
    if (event.type === 'topic.gone') this.items = this.items.filter((topic) => topic.id !== event.topic_id);
    if (event.type !== 'notification') this.#reload();
  }

  refresh(): void {
    void this.load();
  }
}

export const topics = new Topics();
