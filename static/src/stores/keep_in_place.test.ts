import { describe, expect, it } from 'vitest';
import { keep_in_place } from './keep_in_place';

const list = (ids: string): { id: string }[] => [...ids].map((id) => ({ id }));
const ids = (items: { id: string }[]): string => items.map((one) => one.id).join('');

describe('a list that is asked for again', () => {
  it('keeps in its place what the reader has dealt with, and takes in what is new', () => {
    expect(ids(keep_in_place(list('abcd'), list('acdxb'), new Set('b')))).toBe('abcdx');
    expect(ids(keep_in_place(list('abc'), list('c'), new Set('ab')))).toBe('abc');
  });

  it('is the newer one where nothing was dealt with', () => {
    expect(ids(keep_in_place(list('ab'), list('ba'), new Set()))).toBe('ba');
    expect(ids(keep_in_place([], list('ab'), new Set('x')))).toBe('ab');
  });
});
