import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../api/http';
import { ThreadList } from './thread_list.svelte';

const kept = vi.hoisted(() => ({ threads: [] as { id: string; topic_id: string }[], gone: new Set<string>() }));
const lost: Answer<never> = { ok: false, problem: { status: 404, code: 'not_found', title: '' } as never };

vi.mock('./live.svelte', () => ({ live: { start: () => {}, pass: () => {} } }));
vi.mock('../api/calls', () => ({
  api: {
    topic: async (id: string) => (kept.gone.has(id) ? lost : { ok: true, value: { id, threads: 2, cursor: 'c' } }),
    threads: async (topic: string) =>
      kept.gone.has(topic)
        ? lost
        : { ok: true, value: { items: kept.threads.filter((one) => one.topic_id === topic), next: null, cursor: 'c' } },
    thread: async (id: string) => {
      const value = kept.threads.find((one) => one.id === id);
      return value ? { ok: true, value } : lost;
    },
  },
}));

const event = (type: string, topic_id: string, thread_id?: string) => ({ cursor: 'c', type, topic_id, thread_id });

async function open_list(): Promise<ThreadList> {
  const list = new ThreadList('here', 'all', null);
  await list.load();
  return list;
}

const shown = (list: ThreadList): string[] => list.items.map((item) => item.id);

describe('the list of threads', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    kept.gone.clear();
    kept.threads = [
      { id: 'a', topic_id: 'here' },
      { id: 'b', topic_id: 'here' },
    ];
  });

  it('loses a thread that is gone, by whichever topic it is told', async () => {
    const list = await open_list();
    list.apply(event('thread.gone', 'here', 'a'));
    expect(shown(list)).toEqual(['b']);
    list.apply(event('thread.gone', 'there', 'b'));
    expect(shown(list)).toEqual([]);
  });

  it('loses a thread that moved to another topic, and not for a post elsewhere', async () => {
    const list = await open_list();
    list.apply(event('post.created', 'there', 'c'));
    expect(shown(list)).toEqual(['a', 'b']);
    list.apply(event('thread.changed', 'there', 'a'));
    expect(shown(list)).toEqual(['b']);
  });

  it('is not found any more when its topic is gone', async () => {
    const list = await open_list();
    list.apply(event('topic.gone', 'there'));
    expect(list.state).toBe('ready');
    list.apply(event('topic.gone', 'here'));
    expect(list.state).toBe('not_found');
    expect(list.topic).toBeNull();
    expect(shown(list)).toEqual([]);
  });

  it('looks after a gap for what it does not find on its page any more', async () => {
    const list = await open_list();
    kept.threads = [{ id: 'b', topic_id: 'there' }, { id: 'c', topic_id: 'here' }];
    list.refresh();
    await vi.advanceTimersByTimeAsync(2000);
    expect(shown(list)).toEqual([]);
    expect([...list.fresh]).toEqual(['c']);
    kept.gone.add('here');
    list.refresh();
    await vi.advanceTimersByTimeAsync(2000);
    expect(list.state).toBe('not_found');
  });
});
