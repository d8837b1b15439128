import { describe, expect, it } from 'vitest';
import { find_again, parse_passage, passage_of, text_at, write_passage } from './passages';

describe('a link to a passage', () => {
  it('is read as it was written', () => {
    const passage = { version: 3, begin: 10, end: 42 };
    expect(parse_passage(write_passage(passage))).toEqual(passage);
  });

  it('is none where it names no characters', () => {
    for (const words of ['', '3', '0.1-2', '1.5-5', '1.9-2', '1.-2', '1.1-2x', '1.1-9999999']) expect(parse_passage(words)).toBeNull();
  });

  it('counts characters, not halves of them', () => {
    expect(passage_of('a😀b', { begin: 1, end: 2 })).toBe('😀');
    expect(find_again('x😀 seized', 'seized')).toEqual({ begin: 3, end: 9 });
  });

  it('finds words again only where they stand once', () => {
    expect(find_again('seized and seized', 'seized')).toBeNull();
    expect(find_again('released', 'seized')).toBeNull();
  });

  it('finds the text that a version had, though that version brought no text of its own', () => {
    const versions = [{ version: 5 }, { version: 3 }];
    expect(text_at(versions, 2)?.version).toBe(3);
    expect(text_at(versions, 4)?.version).toBe(5);
    expect(text_at(versions, 9)).toBeNull();
  });
});
