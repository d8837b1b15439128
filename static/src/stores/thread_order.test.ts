import { describe, expect, it } from 'vitest';
import { thread_in } from './thread_order.svelte';

const id = '7zzzzzzzzzzzzzzzzzzzzzzzz1';

describe('the thread that somebody names', () => {
  it('is read from an address, a path or its id', () => {
    for (const words of [id, ` ${id} `, `/threads/${id}`, `https://forum.example/threads/${id}?after=x`, `/threads/${id}/posts/${id}`])
      expect(thread_in(words)).toBe(id);
  });

  it('is none where the words name none', () => {
    for (const words of ['', 'a thread', `/topics/${id}/x`, `${id}9`]) expect(thread_in(words)).toBeNull();
  });
});
