// The organisations that the reader may address: fetched when somebody first writes, searched in the reader's language.
import { api } from '../api/calls';
import type { Organisation } from '../api/types';
import { i18n } from '../i18n/i18n.svelte';
import { live } from './live.svelte';
import { search_organisations } from './organisation_search';

class Organisations {
  items: Organisation[] = $state.raw([]);
  #asked = false;

  async load(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    const answer = await api.organisations();
    if (answer.ok) this.items = answer.value.items;
    else this.#asked = false;
  }

  /** Names come in the reader's language: after a switch they are asked for anew. */
  follow_language(): () => void {
    return live.listen({
      watch: () => ({ topics: [], threads: [] }),
      apply: () => {},
      refresh: () => {
        this.#asked = false;
        void this.load();
      },
    });
  }

  find(id: string): Organisation | undefined {
    return this.items.find((one) => one.id === id);
  }

  search(words: string, except: readonly string[]): Organisation[] {
    const open = this.items.filter((one) => !except.includes(one.id));
    return search_organisations(open, words, i18n.countries, 8);
  }
}

export const organisations = new Organisations();
