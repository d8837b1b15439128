// Quotes as they are written: which characters of which version of a post. Pure but for the reading of a selection.

import type { Problem } from '../api/http';

/** What the server allows for one quote, in characters. */
export const kLongestQuote = 2000;

export type Passage = { begin: number; end: number };

const kLine = /^ {0,3}\[quote:([0-9a-z]{26})@[0-9]+:[0-9]+-[0-9]+\]\s*$/i;

/** Somebody who may not read what is quoted would read the text. */
export const is_quote_wider = (problem: Problem | null): problem is Problem => problem?.code === 'quote_wider';

/** Characters as the server counts them: Unicode code points. */
export const count_characters = (text: string): number => [...text].length;

export function quote_line(post: { id: string; version: number }, { begin, end }: Passage): string {
  return `[quote:${post.id}@${post.version}:${begin}-${end}]`;
}

/** The post that each line quotes: where it is a paragraph of its own, as for the server; else null. */
function quoted_by_line(lines: string[]): (string | null)[] {
  const is_blank = (line: string | undefined) => !line?.trim();
  return lines.map((line, i) => {
    const post = kLine.exec(line)?.[1]?.toLowerCase();
    return post && is_blank(lines[i - 1]) && is_blank(lines[i + 1]) ? post : null;
  });
}

/** The posts that a text quotes, in its order. */
export function quoted_posts(body: string): string[] {
  return quoted_by_line(body.split('\n')).filter((post) => post !== null);
}

/** Without the quotes at these places, counted from 0, and without the gaps that they would leave. */
export function without_quotes(body: string, places: number[]): string {
  const lines = body.split('\n');
  const quoted = quoted_by_line(lines);
  let at = -1;
  return lines
    .filter((_, i) => quoted[i] === null || !places.includes(++at))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimStart();
}

/** Below what is there already, with a line of its own to write on. */
export function with_quote(body: string, line: string): string {
  return body.trim() ? `${body.trimEnd()}\n\n${line}\n\n` : `${line}\n\n`;
}

/** Leaves out the white space around it, and what is longer than a quote may be, up to a word's end. */
export function fit_passage(text: string, { begin, end }: Passage): Passage | null {
  const characters = [...text];
  const is_space = (at: number) => /^\s$/.test(characters[at] ?? '');
  while (begin < end && is_space(begin)) begin += 1;
  if (end - begin > kLongestQuote) {
    end = begin + kLongestQuote;
    let word = end;
    while (word > begin && !is_space(word)) word -= 1;
    if (word > begin) end = word;
  }
  while (end > begin && is_space(end - 1)) end -= 1;
  return begin < end ? { begin, end } : null;
}

/** The text nodes of a post, but for what it quotes itself: that is not its own. */
export function own_text(box: Node): Text[] {
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest('[data-quote]') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const nodes: Text[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  return nodes;
}

/** What is selected of a post's text; all of it where nothing is. */
export function passage_in(box: Element, selected: Range | null): Passage | null {
  const nodes = own_text(box);
  const text = nodes.map((node) => node.data).join('');
  if (!selected || selected.collapsed || !selected.intersectsNode(box)) {
    return fit_passage(text, { begin: 0, end: count_characters(text) });
  }
  let at = 0;
  const ends: number[] = [];
  for (const node of nodes) {
    const from =
      selected.startContainer === node ? selected.startOffset : selected.comparePoint(node, 0) < 0 ? node.length : 0;
    const to =
      selected.endContainer === node ? selected.endOffset : selected.comparePoint(node, node.length) > 0 ? 0 : node.length;
    if (from < to) {
      ends.push(at + count_characters(node.data.slice(0, from)), at + count_characters(node.data.slice(0, to)));
    }
    at += count_characters(node.data);
  }
  return fit_passage(text, { begin: ends[0] ?? 0, end: ends.at(-1) ?? 0 });
}

/** The text of a post on screen, by its id. */
export const text_of = (post: string): Element | null => document.querySelector(`#post-${CSS.escape(post)} .prose`);

/** The selection, where it lies in the text of one post. */
export function selected_post(): { post: string; range: Range } | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const around = range.commonAncestorContainer;
  const element = around instanceof Element ? around : around.parentElement;
  const post = element?.closest('.prose') && element.closest<HTMLElement>('[data-post]')?.dataset.post;
  return post ? { post, range } : null;
}
