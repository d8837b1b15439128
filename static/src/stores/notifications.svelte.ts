// What happened in what the reader or his bureau follows: the number on the bell, the latest few, and marks of having read.
import { api } from '../api/calls';
import type { Notification } from '../api/types';
import type { LiveEvent } from '../live/stream';
import { later } from './later';
import { live, type LiveListener } from './live.svelte';

class Notifications implements LiveListener {
  latest: Notification[] = $state.raw([]);
  unread = $state(0);
  state: 'loading' | 'ready' | 'failed' = $state('loading');
  #reload = later(50, () => void this.load());

  start(): void {
    live.listen(this);
  }

  async load(): Promise<void> {
    const answer = await api.notifications(null, 10);
    if (!answer.ok) {
      if (this.state === 'loading') this.state = 'failed';
      return;
    }
    this.latest = answer.value.items;
    this.unread = answer.value.unread;
    this.state = 'ready';
  }

  async mark_read(ids: string[] | 'all'): Promise<void> {
    const touches = (item: Notification) => ids === 'all' || ids.includes(item.id);
    this.latest = this.latest.map((item) => (touches(item) ? { ...item, read: true } : item));
    const answer = await api.read_notifications(ids);
    if (answer.ok) this.unread = answer.value.unread;
  }

  watch() {
    return { topics: [], threads: [] };
  }

  apply(event: LiveEvent): void {
    if (event.type === 'notification' || event.type.endsWith('.gone')) this.#reload();
  }

  refresh(): void {
    void this.load();
  }
}

export const notifications = new Notifications();
