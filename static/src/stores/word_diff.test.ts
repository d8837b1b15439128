import { describe, expect, test } from 'vitest';
import { count_words, word_diff, type Piece } from './word_diff';

const told = (before: string, after: string): string =>
  word_diff(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `+${text}+` : `-${text}-`))
    .join('');
const joined = (pieces: Piece[], without: Piece['kind']): string =>
  pieces
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');

describe('word_diff', () => {
  test('tells nothing of equal texts', () => {
    expect(word_diff('the same words', 'the same words')).toEqual([{ kind: 'same', text: 'the same words' }]);
    expect(word_diff('', '')).toEqual([]);
  });

  test('tells words that were added, removed and replaced', () => {
    expect(told('name the court', 'name the high court')).toBe('name the +high +court');
    expect(told('name the high court', 'name the court')).toBe('name the -high -court');
    expect(told('the court of Lyon', 'a court of Paris')).toBe('-the-+a+ court of -Lyon-+Paris+');
    expect(told('', 'all new')).toBe('+all new+');
    expect(told('all gone', '')).toBe('-all gone-');
  });

  test('tells a phrase as replaced whole, not word by word', () => {
    expect(told('the crew stays on board', 'the crew is landed at Lagos')).toBe('the crew -stays on board-+is landed at Lagos+');
    expect(told('name the court', 'name the very high court')).toBe('name the +very high +court');
    expect(told('one\n\ntwo', 'three\n\nfour')).toBe('-one-+three+\n\n-two-+four+');
  });

  test('counts the words of a change', () => {
    expect(count_words(word_diff('the crew stays on board', 'the crew is landed'))).toEqual({ added: 2, removed: 3 });
    expect(count_words(word_diff('the same', 'the same'))).toEqual({ added: 0, removed: 0 });
  });

  test('keeps every letter and space of both texts', () => {
    const texts = ['one two  three\nfour', 'two three\n\nfour five', '  one\tfour', 'مادة ١٦ من الاتفاقية', 'مادة ١٧ الاتفاقية'];
    for (const before of texts) {
      for (const after of texts) {
        const pieces = word_diff(before, after);
        expect(joined(pieces, 'added')).toBe(before);
        expect(joined(pieces, 'removed')).toBe(after);
      }
    }
  });

  test('tells long texts that have nothing in common as replaced, and soon', () => {
    const before = Array.from({ length: 5000 }, (_, i) => `a${i}`).join(' ');
    const after = Array.from({ length: 5000 }, (_, i) => `b${i}`).join(' ');
    const begun = performance.now();
    const pieces = word_diff(before, after);
    expect(performance.now() - begun).toBeLessThan(2000);
    expect(joined(pieces, 'added')).toBe(before);
    expect(joined(pieces, 'removed')).toBe(after);
  });
});
