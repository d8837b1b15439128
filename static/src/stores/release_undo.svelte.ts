// The release that the reader may still take back: offered at the foot of the page until its time is over.
import { api } from '../api/calls';
import type { Post } from '../api/types';
import { release_queue } from './release_queue.svelte';

class ReleaseUndo {
  post: Post | null = $state.raw(null);
  /** By this machine's clock. */
  until = $state(0);
  /** What became of it, a key of the messages. */
  outcome: 'release.taken_back' | 'release.answered' | 'release.too_late' | null = $state(null);

  async offer(post: Post): Promise<void> {
    const asked = Date.now();
    const answer = await api.release_state(post.id);
    void release_queue.load();
    if (!answer.ok || answer.value.undo_seconds === null) return;
    this.outcome = null;
    this.post = post;
    this.until = asked + answer.value.undo_seconds * 1000;
  }

  async take_back(): Promise<void> {
    if (!this.post) return;
    const answer = await api.undo_release(this.post.id);
    this.post = null;
    this.outcome = answer.ok ? 'release.taken_back' : answer.problem.status === 409 ? 'release.answered' : 'release.too_late';
    void release_queue.load();
  }

  close(): void {
    this.post = null;
    this.outcome = null;
  }
}

export const release_undo = new ReleaseUndo();
