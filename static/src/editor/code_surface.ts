// The Markdown editor, a chunk of its own: it takes the place of the text area with its text, selection and focus.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { markdownKeymap, markdownLanguage } from '@codemirror/lang-markdown';
import { syntaxHighlighting } from '@codemirror/language';
import { Annotation, Compartment, EditorState, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, keymap, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { difference, type Range, type TextSurface } from '../stores/text_surface';
import { use_constructed_sheets } from './sheets';
import { look } from './look';

/** What the field says of itself to screen readers and spelling. */
export type Spoken = { id: string; label: string; language: string; error: string | null };
export type CodeSurface = TextSurface & { speak(spoken: Spoken): void; adopt(text: string): void; destroy(): void };

const from_outside = Annotation.define<boolean>();
const set_wrong = StateEffect.define<Range[]>();
const wrong_mark = Decoration.mark({ class: 'cm-wrong' });

const wrong_places = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(places, { changes, effects }) {
    let now = places.map(changes);
    for (const effect of effects)
      if (effect.is(set_wrong)) now = Decoration.set(effect.value.map(({ from, to }) => wrong_mark.range(from, to)), true);
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Each line reads from the side on which its own words begin. */
const own_direction = Decoration.line({ attributes: { dir: 'auto' } });
const directions = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = this.lines(view);
    }
    update({ view, docChanged, viewportChanged }: ViewUpdate): void {
      if (docChanged || viewportChanged) this.decorations = this.lines(view);
    }
    lines(view: EditorView): DecorationSet {
      const found = new RangeSetBuilder<Decoration>();
      for (const { from, to } of view.visibleRanges)
        for (let at = from; at <= to; ) {
          const line = view.state.doc.lineAt(at);
          found.add(line.from, line.from, own_direction);
          at = line.to + 1;
        }
      return found.finish();
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function said({ id, label, language, error }: Spoken): Record<string, string> {
  return {
    id,
    lang: language,
    'aria-label': label,
    'aria-invalid': String(error !== null),
    spellcheck: 'true',
    autocorrect: 'on',
    autocapitalize: 'sentences',
    ...(error && { 'aria-describedby': `${id}-error` }),
  };
}

/** Stands in `parent`; throws where the browser is too old for it, and the text area stays. */
export function code_surface(parent: Element, { text, from, to }: { text: string; from: number; to: number }, spoken: Spoken): CodeSurface {
  use_constructed_sheets();
  const attributes = new Compartment();
  const listeners = new Set<() => void>();
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      selection: { anchor: from, head: to },
      extensions: [
        history(),
        markdownLanguage,
        syntaxHighlighting(classHighlighter),
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        directions,
        wrong_places,
        look,
        attributes.of(EditorView.contentAttributes.of(said(spoken))),
        // Tab goes on to the next control, as everywhere: nobody is caught in a field.
        keymap.of([...markdownKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.updateListener.of(({ docChanged, selectionSet, transactions }) => {
          if (!docChanged && !selectionSet) return;
          if (!transactions.some((one) => one.annotation(from_outside))) listeners.forEach((changed) => changed());
        }),
      ],
    }),
  });
  const doc = () => view.state.doc.toString();
  const most = (at: number) => Math.min(Math.max(at, 0), view.state.doc.length);

  function replace_range(begin: number, end: number, put: string): void {
    view.dispatch({ changes: { from: begin, to: end, insert: put }, selection: { anchor: begin + put.length }, scrollIntoView: true });
    view.focus();
  }

  return {
    field: view.contentDOM,
    read: () => ({ text: doc(), from: view.state.selection.main.from, to: view.state.selection.main.to }),
    put: (wanted) => {
      const { from: begin, to: end, text: insert } = difference(doc(), wanted.text);
      view.dispatch({ changes: { from: begin, to: end, insert }, selection: { anchor: wanted.from, head: wanted.to }, scrollIntoView: true });
      view.focus();
    },
    replace_range,
    insert_at_caret: (put) => replace_range(view.state.selection.main.from, view.state.selection.main.to, put),
    caret_box: () => {
      const at = view.coordsAtPos(view.state.selection.main.head);
      return at && new DOMRect(at.left, at.top, 0, at.bottom - at.top);
    },
    focus_end: () => {
      view.dispatch({ selection: { anchor: view.state.doc.length } });
      view.focus();
    },
    mark: (wrong) => {
      const places = wrong.map((one) => ({ from: most(one.from), to: most(one.to) })).filter((one) => one.from < one.to);
      view.dispatch({ effects: set_wrong.of(places) });
    },
    listen: (changed) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    speak: (now) => view.dispatch({ effects: attributes.reconfigure(EditorView.contentAttributes.of(said(now))) }),
    adopt: (wanted) => {
      const before = doc();
      if (before === wanted) return;
      const { from: begin, to: end, text: insert } = difference(before, wanted);
      view.dispatch({ changes: { from: begin, to: end, insert }, annotations: from_outside.of(true) });
    },
    destroy: () => view.destroy(),
  };
}
