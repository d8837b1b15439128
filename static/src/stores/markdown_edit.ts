// What the toolbar does to the text: pure, on the text and its selection, so that tests can hold it.
export type Selected = { text: string; from: number; to: number };
export type Tool = 'bold' | 'italic' | 'heading' | 'list' | 'quote' | 'link' | 'code';

function wrap({ text, from, to }: Selected, mark: string): Selected {
  const inner = text.slice(from, to);
  const before = text.slice(0, from);
  const after = text.slice(to);
  if (before.endsWith(mark) && after.startsWith(mark))
    return { text: before.slice(0, -mark.length) + inner + after.slice(mark.length), from: from - mark.length, to: to - mark.length };
  return { text: before + mark + inner + mark + after, from: from + mark.length, to: to + mark.length };
}

/** Puts a prefix before each line of the selection, or takes it away where every line has it. */
function prefix({ text, from, to }: Selected, mark: string): Selected {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const found = text.indexOf('\n', to);
  const end = found < 0 ? text.length : found;
  const lines = text.slice(start, end).split('\n');
  const has_all = lines.every((line) => line.startsWith(mark));
  const changed = lines.map((line) => (has_all ? line.slice(mark.length) : mark + line)).join('\n');
  return { text: text.slice(0, start) + changed + text.slice(end), from: start, to: start + changed.length };
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
  if (tool === 'quote') return prefix(selected, '> ');
  if (tool === 'link') return link(selected);
  return code(selected);
}
