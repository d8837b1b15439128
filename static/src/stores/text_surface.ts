// What a text is written on: the plain text area, or the editor that takes its place once it is loaded.
// Whoever takes part in writing (tools, suggestions, files that are dropped) speaks to this and need not know which it is.
import type { Selected } from './markdown_edit';

export type Range = { from: number; to: number };

export type TextSurface = {
  /** What has the focus while somebody writes, with role textbox. */
  readonly field: HTMLElement;
  read(): Selected;
  /** Makes text and selection this, as one step to undo where the surface can, and takes the focus. */
  put(wanted: Selected): void;
  replace_range(from: number, to: number, text: string): void;
  /** In place of the selection; the caret goes behind it. */
  insert_at_caret(text: string): void;
  /** Where the caret stands in the window; null where it can't be seen. */
  caret_box(): DOMRect | null;
  focus_end(): void;
  /** Shows that something is wrong there, where the surface can. */
  mark(wrong: Range[]): void;
  /** Tells of each change of text or selection; the answer ends it. */
  listen(changed: () => void): () => void;
};

const surfaces = new WeakMap<Element, TextSurface>();

/** Makes a surface known by the element around it; the answer forgets it. */
export function keep_surface(around: Element, surface: TextSurface): () => void {
  around.setAttribute('data-surface', '');
  surfaces.set(around, surface);
  return () => void surfaces.delete(around);
}

/** The surface on which somebody writes within this part of the page. */
export function surface_within(box: Element | undefined): TextSurface | undefined {
  const around = box?.querySelector('[data-surface]');
  return around ? surfaces.get(around) : undefined;
}

/** What has to be replaced, and by what, to make one text of another. */
export function difference(before: string, after: string): Range & { text: string } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let end = 0;
  while (end < most - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { from, to: before.length - end, text: after.slice(from, after.length - end) };
}

const kCopied = ['direction', 'font', 'letterSpacing', 'lineHeight', 'padding', 'textAlign', 'textIndent', 'whiteSpace', 'wordSpacing', 'overflowWrap'] as const;

/** A text area doesn't tell where its caret stands: the same text is set once more, out of sight, up to there. */
function caret_of(area: HTMLTextAreaElement): DOMRect {
  const copy = document.createElement('div');
  const style = getComputedStyle(area);
  for (const name of kCopied) copy.style[name] = style[name];
  Object.assign(copy.style, { position: 'fixed', visibility: 'hidden', inlineSize: `${area.clientWidth}px`, insetBlockStart: '0' });
  copy.append(area.value.slice(0, area.selectionEnd));
  const caret = document.createElement('span');
  caret.textContent = area.value.slice(area.selectionEnd) || '.';
  copy.append(caret);
  document.body.append(copy);
  const begin = caret.getClientRects()[0] ?? caret.getBoundingClientRect();
  const box = copy.getBoundingClientRect();
  const at = area.getBoundingClientRect();
  const x = style.direction === 'rtl' ? begin.right : begin.left;
  copy.remove();
  return new DOMRect(at.x + area.clientLeft + x - box.x, at.y + area.clientTop + begin.y - box.y - area.scrollTop, 0, begin.height);
}

export function area_surface(area: HTMLTextAreaElement): TextSurface {
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((changed) => changed());
  const read = (): Selected => ({ text: area.value, from: area.selectionStart, to: area.selectionEnd });
  function put({ text, from, to }: Selected): void {
    if (area.value !== text) area.value = text;
    area.focus();
    area.setSelectionRange(from, to);
    tell();
  }
  function replace_range(from: number, to: number, text: string): void {
    const before = area.value;
    const at = from + text.length;
    put({ text: before.slice(0, from) + text + before.slice(to), from: at, to: at });
  }
  return {
    field: area,
    read,
    put,
    replace_range,
    insert_at_caret: (text) => replace_range(area.selectionStart, area.selectionEnd, text),
    caret_box: () => caret_of(area),
    focus_end: () => {
      area.focus({ preventScroll: true });
      area.setSelectionRange(area.value.length, area.value.length);
    },
    mark: () => undefined,
    listen: (changed) => {
      if (listeners.size === 0) {
        area.addEventListener('input', tell);
        document.addEventListener('selectionchange', tell);
      }
      listeners.add(changed);
      return () => {
        listeners.delete(changed);
        if (listeners.size > 0) return;
        area.removeEventListener('input', tell);
        document.removeEventListener('selectionchange', tell);
      };
    },
  };
}
