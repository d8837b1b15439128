// How the editor looks, in the page's own tokens.
import { EditorView } from '@codemirror/view';

export const look = EditorView.theme({
  '&': {
    flex: '1 0 auto',
    border: '1px solid var(--edge)',
    borderEndStartRadius: 'var(--radius)',
    borderEndEndRadius: 'var(--radius)',
    background: 'var(--surface)',
    color: 'var(--text)',
    fontSize: 'var(--size-text)',
    minInlineSize: '0',
  },
  '&.cm-focused': { outline: '0.1875rem solid var(--focus)', outlineOffset: '1px' },
  '&:has([aria-invalid=true])': { border: '2px solid var(--danger)' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: '1.55', minBlockSize: '12rem', maxBlockSize: '70vh', overflow: 'auto' },
  '.cm-content': { padding: 'var(--space-3)', caretColor: 'var(--text)' },
  '.cm-content:lang(ar)': { lineHeight: '1.9' },
  '.cm-line': { padding: '0', textAlign: 'start' },
  '.tok-heading': { fontWeight: '700' },
  '.tok-strong': { fontWeight: '700' },
  '.tok-emphasis': { fontStyle: 'italic' },
  '.tok-link, .tok-url': { color: 'var(--accent)' },
  '.tok-meta, .tok-punctuation': { color: 'var(--muted)' },
  '.tok-monospace': { fontFamily: 'var(--mono)', fontSize: '0.92em' },
  '.cm-wrong': { textDecoration: 'underline wavy var(--danger)', textUnderlineOffset: '0.2em', textDecorationSkipInk: 'none' },
});
