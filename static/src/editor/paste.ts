// What is pasted from a word processor or a page, as Markdown: a chunk of its own, loaded at the first such paste.
import TurndownService from 'turndown';
import { inert_document } from '../api/trusted';
import { read_document } from './word_document';

function table_row(row: Element, cells: string): string {
  const rows = Array.from(row.closest('table')?.querySelectorAll('tr') ?? []);
  const width_of = (one: Element) => Array.from(one.children).reduce((sum, cell) => sum + span_of(cell), 0);
  const width = Math.max(...rows.map(width_of));
  const line = `|${cells}${'  |'.repeat(width - width_of(row))}`;
  return rows[0] === row ? `\n${line}\n|${' --- |'.repeat(width)}` : `\n${line}`;
}

function span_of(cell: Element): number {
  const told = Number(cell.getAttribute('colspan') ?? 1);
  return Number.isInteger(told) && told >= 1 && told <= 50 ? told : 1;
}

function service(): TurndownService {
  const turndown = new TurndownService({ headingStyle: 'atx', bulletListMarker: '-', codeBlockStyle: 'fenced', emDelimiter: '*', hr: '---' });
  turndown.addRule('note', { filter: (node) => node.hasAttribute('data-note'), replacement: (_, node) => `[^${(node as Element).getAttribute('data-note')}]` });
  turndown.addRule('item', {
    filter: 'li',
    replacement: (content, node) => {
      const list = node.parentNode as Element;
      const mark = list.nodeName === 'OL' ? `${Number(list.getAttribute('start') ?? 1) + Array.from(list.children).indexOf(node as Element)}. ` : '- ';
      const lines = content.trim().replace(/\n{2,}/g, '\n').split('\n');
      return `${mark}${lines.join(`\n${' '.repeat(mark.length)}`)}${node.nextSibling ? '\n' : ''}`;
    },
  });
  turndown.addRule('cell', {
    filter: ['td', 'th'],
    replacement: (content, node) => ` ${content.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|')} |${'  |'.repeat(span_of(node as Element) - 1)}`,
  });
  turndown.addRule('row', { filter: 'tr', replacement: (content, node) => table_row(node as Element, content) });
  turndown.addRule('part', { filter: ['thead', 'tbody', 'tfoot'], replacement: (content) => content });
  turndown.addRule('table', { filter: 'table', replacement: (content) => `\n\n${content.trim()}\n\n` });
  return turndown;
}

/** Unbreakable spaces are a word processor's layout, but for those that a language asks for beside its marks. */
const plain_spaces = (text: string) => text.replace(/(?<!«)\u00a0(?![:;?!»%])/g, ' ');

export function markdown_of_document(doc: Document, origin: string, first_note: number): string {
  const notes = read_document(doc, origin, first_note);
  const turndown = service();
  const written = (node: HTMLElement) => plain_spaces(turndown.turndown(node)).replace(/[ \t]+$/gm, '').trim();
  const text = written(doc.body);
  const below = notes.map(({ number, body }) => `[^${number}]: ${written(body as HTMLElement).replace(/\n(?=[^\n])/g, '\n    ')}`);
  return [text, below.join('\n')].filter(Boolean).join('\n\n');
}

/** Never throws for odd HTML; empty where it holds no text. */
export function markdown_of(html: string, first_note: number): string {
  return markdown_of_document(inert_document(html), location.origin, first_note);
}
