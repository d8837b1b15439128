// What the field of the search offers for what is typed in it. Tags and names are asked of the forum, which tells a reader only of his own.
import { api } from '../api/calls';
import { i18n, t } from '../i18n/i18n.svelte';
import { thread_kinds } from './routes';
import { asked_of_forum, search_suggestions, type Suggestion } from './search_suggestions';
import { topics } from './topics.svelte';

export async function search_offers(typed: string): Promise<Suggestion[]> {
  const asked = asked_of_forum(typed);
  const tags = asked?.what === 'tag' ? await api.tags(asked.words, null, 8) : null;
  const authors = asked?.what === 'by' ? await api.search_authors(asked.words) : null;
  return search_suggestions(typed, {
    topics: topics.sorted.map((topic) => topic.title),
    countries: i18n.countries,
    kinds: Object.fromEntries(thread_kinds.map((kind) => [kind, t(`kind.${kind}`)])),
    tags: tags?.ok ? tags.value.items : [],
    authors: authors?.ok ? authors.value.items.map((one) => one.name) : [],
  });
}
