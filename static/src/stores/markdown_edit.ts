// What the toolbar does to the text: pure, on the text and its selection, so that tests can hold it.
export type Selected = { text: string; from: number; to: number };
export type Tool = 'bold' | 'italic' | 'heading' | 'list' | 'ordered' | 'quote' | 'link' | 'code' | 'table' | 'footnote';

function wrap({ text, from, to }: Selected, mark: string): Selected {
  const inner = text.slice(from, to);
  const before = text.slice(0, from);
  const after = text.slice(to);
  if (before.endsWith(mark) && after.startsWith(mark))
    return { text: before.slice(0, -mark.length) + inner + after.slice(mark.length), from: from - mark.length, to: to - mark.length };
  return { text: before + mark + inner + mark + after, from: from + mark.length, to: to + mark.length };
}

/** Changes the lines that the selection touches. */
function change_lines({ text, from, to }: Selected, change: (lines: string[]) => string[]): Selected {
  const start = from === 0 ? 0 : text.lastIndexOf('\n', from - 1) + 1;
  const found = text.indexOf('\n', to);
  const end = found < 0 ? text.length : found;
  const changed = change(text.slice(start, end).split('\n')).join('\n');
  return { text: text.slice(0, start) + changed + text.slice(end), from: start, to: start + changed.length };
}

/** Puts a prefix before each line of the selection, or takes it away where every line has it. */
function prefix(selected: Selected, mark: string): Selected {
  return change_lines(selected, (lines) => {
    const has_all = lines.every((line) => line.startsWith(mark));
    return lines.map((line) => (has_all ? line.slice(mark.length) : mark + line));
  });
}

function ordered(selected: Selected): Selected {
  const mark = /^\d{1,9}[.)] /;
  return change_lines(selected, (lines) => {
    const has_all = lines.every((line) => mark.test(line));
    return lines.map((line, i) => (has_all ? line.replace(mark, '') : `${i + 1}. ${line}`));
  });
}

/** A paragraph of its own in place of the selection. */
function put_block({ text, from, to }: Selected, block: string, caret: number): Selected {
  const before = text.slice(0, from).trimEnd();
  const after = text.slice(to).trimStart();
  const start = before ? `${before}\n\n` : '';
  const at = start.length + caret;
  return { text: `${start}${block}\n${after && `\n${after}`}`, from: at, to: at };
}

/** An empty table, or one of the selected lines, whose cells tabs divide (as a spreadsheet copies them). */
function table(selected: Selected): Selected {
  const chosen = selected.text.slice(selected.from, selected.to);
  if (!chosen.includes('\t')) {
    const empty = selected.from === selected.to ? selected : { ...selected, from: selected.to };
    return put_block(empty, '|  |  |\n| --- | --- |\n|  |  |\n', 2);
  }
  const cells = chosen.trim().split('\n').map((line) => line.split('\t').map((cell) => cell.trim().replaceAll('|', '\\|')));
  const width = Math.max(...cells.map((row) => row.length));
  const row = (words: string[]) => `| ${Array.from({ length: width }, (_, i) => words[i] ?? '').join(' | ')} |`;
  const [head = [], ...rest] = cells;
  const made = [row(head), row(Array.from({ length: width }, () => '---')), ...rest.map(row)].join('\n');
  return put_block(selected, `${made}\n`, 2);
}

/** The number that no footnote of the text has yet. */
export function next_footnote(text: string): number {
  return 1 + Math.max(0, ...[...text.matchAll(/\[\^(\d{1,6})\]/g)].map(([, number]) => Number(number)));
}

/** Whether pasted HTML says more than its plain text does. */
export function has_form(html: string): boolean {
  return /<(h[1-6]|li|strong|b|em|i|a|table|blockquote|pre)[\s>]|mso-list|font-weight:\s*(bold|[6-9]00)|font-style:\s*italic/i.test(html);
}

/** A reference behind the selection, and its note at the end of the text, where the caret goes. */
function footnote({ text, to }: Selected): Selected {
  const label = `[^${next_footnote(text)}]`;
  const referred = (text.slice(0, to) + label + text.slice(to)).trimEnd();
  // Notes stand together, without gaps.
  const gap = /^\[\^[^\]]+\]:/.test(referred.slice(referred.lastIndexOf('\n') + 1)) ? '\n' : '\n\n';
  const made = `${referred}${gap}${label}: `;
  return { text: made, from: made.length, to: made.length };
}

function link({ text, from, to }: Selected): Selected {
  const words = text.slice(from, to);
  const target = 'https://';
  const made = `[${words}](${target})`;
  const at = words ? from + words.length + 3 : from + 1;
  return { text: text.slice(0, from) + made + text.slice(to), from: at, to: words ? at + target.length : at };
}

function code(selected: Selected): Selected {
  const { text, from, to } = selected;
  if (!text.slice(from, to).includes('\n')) return wrap(selected, '`');
  const made = `\`\`\`\n${text.slice(from, to)}\n\`\`\``;
  return { text: text.slice(0, from) + made + text.slice(to), from: from + 4, to: from + 4 + (to - from) };
}

/** The address of a thread of this forum, pasted: a link that holds wherever the forum runs. Null for anything else. */
export function link_to_thread(pasted: string, origin: string, { text, from, to }: Selected): Selected | null {
  const address = pasted.trim();
  if (!address.startsWith(`${origin}/`)) return null;
  const path = address.slice(origin.length);
  if (!/^\/threads\/[0-9a-z]{26}(\/posts\/[0-9a-z]{26})?$/i.test(path)) return null;
  const made = `[${text.slice(from, to) || path}](${path})`;
  return { text: text.slice(0, from) + made + text.slice(to), from: from + made.length, to: from + made.length };
}

export function apply_tool(tool: Tool, selected: Selected): Selected {
  if (tool === 'bold') return wrap(selected, '**');
  if (tool === 'italic') return wrap(selected, '*');
  if (tool === 'heading') return prefix(selected, '## ');
  if (tool === 'list') return prefix(selected, '- ');
  if (tool === 'ordered') return ordered(selected);
  if (tool === 'table') return table(selected);
  if (tool === 'footnote') return footnote(selected);
  if (tool === 'quote') return prefix(selected, '> ');
  if (tool === 'link') return link(selected);
  return code(selected);
}
