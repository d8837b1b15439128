// The named groups that the reader may address: fetched anew whenever somebody begins to write, or looks after them.
import { api } from '../api/calls';
import type { Problem } from '../api/http';
import type { Group } from '../api/types';
import { i18n } from '../i18n/i18n.svelte';

class Groups {
  items: Group[] = $state.raw([]);

  async load(): Promise<Problem | null> {
    const found: Group[] = [];
    let after: string | null = null;
    do {
      const answer: Awaited<ReturnType<typeof api.groups>> = await api.groups(after);
      if (!answer.ok) return answer.problem;
      found.push(...answer.value.items);
      after = answer.value.next;
    } while (after);
    this.items = found.sort((a, b) => a.name.localeCompare(b.name, i18n.locale));
    return null;
  }

  find(id: string): Group | undefined {
    return this.items.find((one) => one.id === id);
  }
}

export const groups = new Groups();
