// What the field of the search offers while somebody types: how its last word could end, from what the reader knows anyway. Pure.
import { fold_words } from './organisation_search';

/** `label` repeats what is typed, so that the browser's own list finds it, and says it in the reader's words. */
export type Suggestion = { value: string; label: string };

const kMost = 8;
const kOperators = ['by:me', 'is:unread', 'in:title', 'language:ar', 'language:en', 'language:es', 'language:fr'];

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

export function search_suggestions(typed: string, topics: readonly string[], countries: Record<string, string>): Suggestion[] {
  const [before, last] = split_last(typed);
  if (last.length < 2) return [];
  const about = (operator: string) => (last.startsWith(operator) ? last.slice(operator.length).replaceAll('"', '') : last);
  const begins = (name: string, wanted: string) =>
    fold_words(name)
      .split(/[^\p{L}\p{N}]+/u)
      .some((_, at, words) => words.slice(at).join(' ').startsWith(fold_words(wanted)));

  const found: Suggestion[] = [];
  if (!last.startsWith('country:')) {
    for (const title of topics) {
      if (begins(title, about('topic:'))) found.push({ value: `${before}topic:"${title}"`, label: `${typed}: ${title}` });
    }
  }
  if (!last.startsWith('topic:')) {
    for (const [code, name] of Object.entries(countries)) {
      if (begins(name, about('country:'))) found.push({ value: `${before}country:${code.toLowerCase()}`, label: `${typed}: ${name}` });
    }
  }
  for (const operator of kOperators) {
    if (operator.startsWith(last) && operator !== last) found.push({ value: before + operator, label: before + operator });
  }
  return found.slice(0, kMost);
}
