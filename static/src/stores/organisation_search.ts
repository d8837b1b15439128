// Finds organisations by what people type: the country in their language, its ISO code, the name or the city. Pure.
import type { Organisation } from '../api/types';

/** Without case and accents, so that "cote" finds "Côte d'Ivoire"; Arabic loses its vowel signs and hamza carriers. */
export function fold_words(words: string): string {
  return words
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u064b-\u065f\u0654\u0655\u0640]/g, '')
    .toLowerCase()
    .trim();
}

export function search_organisations(
  all: readonly Organisation[],
  words: string,
  countries: Record<string, string>,
  limit: number,
): Organisation[] {
  const wanted = fold_words(words);
  if (!wanted) return [];
  const rated = all.flatMap((one) => {
    const country = fold_words(one.country ? (countries[one.country] ?? '') : '');
    const name = fold_words(one.name);
    const city = fold_words(one.city ?? '');
    if (one.country?.toLowerCase() === wanted) return [{ one, rank: 0 }];
    if (country.startsWith(wanted)) return [{ one, rank: 1 }];
    if (name.startsWith(wanted) || city.startsWith(wanted)) return [{ one, rank: 2 }];
    if (`${country} ${name}`.includes(wanted)) return [{ one, rank: 3 }];
    return [];
  });
  // Bureaus come before entities of the same country: they are what people mostly mean.
  const kind = (one: Organisation) => (one.kind === 'ncb' ? 0 : 1);
  return rated
    .sort((a, b) => a.rank - b.rank || kind(a.one) - kind(b.one))
    .slice(0, limit)
    .map(({ one }) => one);
}
