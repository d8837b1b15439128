import { describe, expect, it } from 'vitest';
import { build_rows, insert_reply, without_folded } from './reply_tree';

const post = (id: string, parent_id: string | null) => ({ id, parent_id });
const posts = [post('q', null), post('a', 'q'), post('a1', 'a'), post('a11', 'a1'), post('b', 'q')];

describe('the reply tree', () => {
  it('does not indent first answers, and stops at the deepest step', () => {
    const rows = build_rows(posts, 1);
    expect(rows.map((row) => row.depth)).toEqual([0, 0, 1, 1, 0]);
    expect(rows.map((row) => row.says_parent)).toEqual([false, false, false, true, false]);
  });

  it('counts replies of all levels', () => {
    expect(build_rows(posts, 6).map((row) => row.replies)).toEqual([4, 2, 1, 0, 0]);
  });

  it('says to whom a post answers when the parent is on another page', () => {
    const [row] = build_rows([post('x', 'elsewhere')], 6);
    expect(row?.says_parent).toBe(true);
  });

  it('hides everything below a folded post', () => {
    const rows = without_folded(build_rows(posts, 6), new Set(['a']));
    expect(rows.map((row) => row.post.id)).toEqual(['q', 'a', 'b']);
  });

  it('puts a new reply after the last descendant of its parent', () => {
    expect(insert_reply(posts, post('a2', 'a')).map((one) => one.id)).toEqual(['q', 'a', 'a1', 'a11', 'a2', 'b']);
    expect(insert_reply(posts, post('c', 'q')).map((one) => one.id)).toEqual(['q', 'a', 'a1', 'a11', 'b', 'c']);
  });

  it('never holds a post twice', () => {
    const twice = insert_reply(insert_reply(posts, post('c', 'q')), post('c', 'q'));
    expect(twice.filter((one) => one.id === 'c')).toHaveLength(1);
  });
});
