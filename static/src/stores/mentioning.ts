// A name that is being typed after an @, and what becomes of it when somebody is chosen. Pure.
import type { Selected } from './markdown_edit';

export type TypedName = { from: number; q: string };

/** The name that ends at the cursor, from its @ on; null where none is being typed there. */
export function typed_name({ text, from, to }: Selected): TypedName | null {
  if (from !== to) return null;
  const found = /(?:^|[^\p{L}\p{N}@\\`])@([\p{L}\p{N}._:-]{0,64})$/u.exec(text.slice(0, from));
  if (!found) return null;
  const q = found[1] ?? '';
  return { from: from - q.length - 1, q };
}

/** With the name in the place of what was typed, a space behind it, and the cursor there. */
export function with_mention({ text, to }: Selected, typed: TypedName, mention: string): Selected {
  const rest = text.slice(to);
  const before = `${text.slice(0, typed.from)}${mention} `;
  return { text: before + (rest.startsWith(' ') ? rest.slice(1) : rest), from: before.length, to: before.length };
}
