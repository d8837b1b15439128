import { describe, expect, it } from 'vitest';
import { next_with_unread, numbers_shown, page_at, type PageMark } from './page_numbers';

const pages = (unread: number[]): PageMark[] => unread.map((count, i) => ({ first_id: `p${i}`, after: i ? `c${i}` : null, unread: count }));

describe('the pages of a long thread', () => {
  it('are offered at the ends, around the reader and where something is unread', () => {
    expect(numbers_shown(pages(Array<number>(40).fill(0)), 20)).toEqual([0, null, 18, 19, 20, 21, 22, null, 39]);
    const far = Array<number>(40).fill(0);
    far[30] = 2;
    expect(numbers_shown(pages(far), 0)).toEqual([0, 1, 2, null, 30, null, 39]);
    expect(numbers_shown(pages([0, 0]), 1)).toEqual([0, 1]);
  });

  it('know the one on screen by its first post', () => {
    expect(page_at(pages([0, 0, 0]), [{ id: 'p1' }, { id: 'x' }])).toBe(1);
    expect(page_at(pages([0, 0]), [{ id: 'x' }])).toBe(-1);
  });

  it('lead to the next unread post, and round again', () => {
    expect(next_with_unread(pages([0, 3, 0, 1]), 1)).toBe(3);
    expect(next_with_unread(pages([2, 0, 0, 1]), 3)).toBe(0);
    expect(next_with_unread(pages([0, 5, 0]), 1)).toBeNull();
  });
});
