// What the server found in a text that looks like data of persons, with a few words around each place. Pure, so that a test can hold it.
import type { Problem } from '../api/http';

export const seems_personal = (problem: Problem | null): problem is Problem => problem?.code === 'personal_data';

export type Excerpt = { code: string; before: string; marked: string; after: string };

const kAround = 24;

/** The places count characters as the server does: Unicode code points. */
export function excerpts_of(problem: Problem, texts: Record<string, string>): Excerpt[] {
  return problem.errors.flatMap(({ pointer, code, begin, end }) => {
    const characters = [...(texts[pointer] ?? '')];
    // Of a text that was changed meanwhile the places say nothing.
    if (begin === undefined || end === undefined || end > characters.length) return [];
    const from = Math.max(0, begin - kAround);
    const to = Math.min(characters.length, end + kAround);
    const part = (a: number, b: number) => characters.slice(a, b).join('').replace(/\s+/g, ' ');
    return [
      {
        code,
        before: (from > 0 ? '…' : '') + part(from, begin),
        marked: part(begin, end),
        after: part(end, to) + (to < characters.length ? '…' : ''),
      },
    ];
  });
}
