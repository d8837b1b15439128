// What the reader has open by break-glass, for the banner on every screen; and how many requests wait for him to decide.
import { api } from '../api/calls';
import type { BreakGlass } from '../api/types';
import { clock } from './clock.svelte';
import { session } from './session.svelte';

/** What a second person decides has no event on the line. */
const kAskEvery = 30_000;

class BreakGlasses {
  items: BreakGlass[] = $state.raw([]);
  readonly open = $derived(this.items.filter((one) => one.may.includes('read') && Date.parse(one.open_until ?? '') > clock.now));
  readonly to_decide = $derived(this.items.filter((one) => one.may.includes('approve')).length);
  #started = false;

  start(): void {
    if (this.#started || !session.me?.may.includes('ask_break_glass')) return;
    this.#started = true;
    setInterval(() => void this.load(), kAskEvery);
    void this.load();
  }

  async load(): Promise<void> {
    const answer = await api.break_glass();
    if (answer.ok) this.items = answer.value.items;
  }

  /** As an act has answered. */
  take(changed: BreakGlass): void {
    this.items = this.items.map((one) => (one.id === changed.id ? changed : one));
  }
}

export const break_glass = new BreakGlasses();
