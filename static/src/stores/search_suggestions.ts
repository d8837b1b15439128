// What the field of the search offers while somebody types: how its last word could end, from what the reader knows anyway. Pure.
import { fold_words } from './organisation_search';

/** `label` repeats what is typed, so that the browser's own list finds it, and says it in the reader's words. */
export type Suggestion = { value: string; label: string };

/** What the reader knows: titles and names in his language, and the tags and authors that he was told of. */
export type Known = {
  topics: readonly string[];
  countries: Record<string, string>;
  kinds: Record<string, string>;
  tags: readonly { tag: string; name: string }[];
  authors: readonly string[];
};

const kMost = 8;
const kOperators = ['by:me', 'is:unread', 'is:answered', 'in:title', 'has:attachment', 'language:ar', 'language:en', 'language:es', 'language:fr'];
const kNamed = ['topic:', 'country:', 'kind:', 'tag:', 'by:'] as const;

/** What follows the last blank that stands in no quotation marks, and what is before it. */
function split_last(typed: string): [string, string] {
  let quoted = false;
  let at = 0;
  for (let i = 0; i < typed.length; i += 1) {
    if (typed[i] === '"') quoted = !quoted;
    else if (typed[i] === ' ' && !quoted) at = i + 1;
  }
  return [typed.slice(0, at), typed.slice(at)];
}

/** What is being typed of a tag or a name, which the forum has to be asked for; null where that is not so. */
export function asked_of_forum(typed: string): { what: 'tag' | 'by'; words: string } | null {
  const last = split_last(typed)[1];
  const what = (['tag', 'by'] as const).find((one) => last.startsWith(`${one}:`));
  const words = what ? last.slice(what.length + 1).replaceAll('"', '').trim() : '';
  return what && words ? { what, words } : null;
}

export function search_suggestions(typed: string, known: Known): Suggestion[] {
  const [before, last] = split_last(typed);
  if (last.length < 2) return [];
  const named = kNamed.find((operator) => last.startsWith(operator));
  const wanted = named ? last.slice(named.length).replaceAll('"', '') : last;
  const begins = (name: string) =>
    fold_words(name)
      .split(/[^\p{L}\p{N}]+/u)
      .some((_, at, words) => words.slice(at).join(' ').startsWith(fold_words(wanted)));

  const found: Suggestion[] = [];
  const offer = (operator: (typeof kNamed)[number], values: Iterable<readonly [value: string, name: string]>) => {
    if (named && named !== operator) return;
    for (const [value, name] of values) {
      if (begins(name)) found.push({ value: `${before}${operator}${value}`, label: `${typed}: ${name}` });
    }
  };
  offer('topic:', known.topics.map((title) => [`"${title}"`, title] as const));
  offer('country:', Object.entries(known.countries).map(([code, name]) => [code.toLowerCase(), name] as const));
  offer('kind:', Object.entries(known.kinds));
  // The forum has found these already, by their beginning or by what stands in their name.
  if (named === 'tag:') {
    for (const { tag, name } of known.tags) found.push({ value: `${before}tag:${/\s/.test(tag) ? `"${tag}"` : tag}`, label: `${typed}: ${name}` });
  }
  if (named === 'by:') {
    for (const name of known.authors) found.push({ value: `${before}by:"${name}"`, label: `${typed}: ${name}` });
  }
  for (const operator of kOperators) {
    if (operator.startsWith(last) && operator !== last) found.push({ value: before + operator, label: before + operator });
  }
  return found.slice(0, kMost);
}
