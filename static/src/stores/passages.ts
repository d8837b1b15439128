// Links to a passage of a post: these characters of this version, counted as quotes count them.
import { count_characters, own_text, passage_in, text_of, type Passage } from './quoting';

export type NamedPassage = Passage & { version: number };

/** As it stands in an address: `3.10-42`. */
export function parse_passage(words: string): NamedPassage | null {
  const match = /^([1-9]\d{0,8})\.(\d{1,6})-(\d{1,6})$/.exec(words);
  if (!match) return null;
  const [version = 0, begin = 0, end = 0] = match.slice(1).map(Number);
  return begin < end ? { version, begin, end } : null;
}

export function write_passage({ version, begin, end }: NamedPassage): string {
  return `${version}.${begin}-${end}`;
}

/** What is selected of a post, as an address names it. */
export function selected_passage(post: { id: string; version: number }, selected: Range): NamedPassage | null {
  const text = text_of(post.id);
  const passage = text && passage_in(text, selected);
  return passage ? { ...passage, version: post.version } : null;
}

export const words_of = (box: Node): string =>
  own_text(box)
    .map((node) => node.data)
    .join('');

export const passage_of = (text: string, { begin, end }: Passage): string => [...text].slice(begin, end).join('');

/** Where the text of then is found in the text of now: only where it stands there once. */
export function find_again(text: string, words: string): Passage | null {
  const at = text.indexOf(words);
  if (!words || at < 0 || text.indexOf(words, at + 1) >= 0) return null;
  const begin = count_characters(text.slice(0, at));
  return { begin, end: begin + count_characters(words) };
}

/** The characters on screen; nothing where the text is shorter. */
export function range_of(box: Element, { begin, end }: Passage): Range | null {
  const range = document.createRange();
  let at = 0;
  let began = false;
  for (const node of own_text(box)) {
    const characters = [...node.data];
    const offset = (of: number) => characters.slice(0, of - at).join('').length;
    if (!began && begin < at + characters.length) {
      range.setStart(node, offset(begin));
      began = true;
    }
    if (began && end <= at + characters.length) {
      range.setEnd(node, offset(end));
      return range;
    }
    at += characters.length;
  }
  return null;
}

/** The version that was the text at this one: an act that is no edit moves the version too, and leaves no text of its own. */
export function text_at<V extends { version: number }>(versions: readonly V[], version: number): V | null {
  return versions.filter((one) => one.version >= version).toSorted((a, b) => a.version - b.version)[0] ?? null;
}
