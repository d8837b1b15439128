// The last look at a text before it is posted. What it finds is shown once; posting the same text again posts it as it is.
import { untrack } from 'svelte';
import { api } from '../api/calls';
import { link_faults, type LinkFault } from './link_check';

export class BeforePosting {
  faults: LinkFault[] = $state.raw([]);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #seen: string | null = null;
  readonly #known = new Map<string, Promise<boolean>>();

  async passes(body: string): Promise<boolean> {
    if (body === this.#seen) return true;
    clearTimeout(this.#timer);
    await this.#look(body);
    this.#seen = body;
    return this.faults.length === 0;
  }

  /** While faults are on show, they are those of the text as it is now. */
  follow(body: string): void {
    clearTimeout(this.#timer);
    if (untrack(() => this.faults.length) > 0 && body !== this.#seen) this.#timer = setTimeout(() => void this.#look(body), 300);
  }

  async #look(body: string): Promise<void> {
    this.faults = await link_faults(body, (thread, post) => this.#knows(thread, post));
  }

  #knows(thread: string, post: string | null): Promise<boolean> {
    const key = `${thread} ${post ?? ''}`;
    const asked = this.#known.get(key) ?? this.#ask(thread, post);
    this.#known.set(key, asked);
    return asked;
  }

  async #ask(thread: string, post: string | null): Promise<boolean> {
    const answer = await api.check_link(thread, post);
    return answer.ok ? answer.value.leads : true;
  }
}
