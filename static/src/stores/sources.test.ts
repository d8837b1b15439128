import { expect, test } from 'vitest';
import type { Me, Post } from '../api/types';
import { may_see_disclosures } from './sources';

const me = (roles: Me['roles']) => ({ id: 'a', organisation: { id: 'fr' }, roles }) as Me;
const post = (author: string, source: string | null, state: Post['state'] = 'published') =>
  ({ author: { id: author }, source: source && { id: source }, state }) as Post;

test('its author and the officers of its source are offered to whom a post went', () => {
  expect(may_see_disclosures(me(['contributor']), post('a', 'fr'))).toBe(true);
  expect(may_see_disclosures(me(['contributor']), post('b', 'fr'))).toBe(false);
  expect(may_see_disclosures(me(['coordinator']), post('b', 'fr'))).toBe(true);
  expect(may_see_disclosures(me(['coordinator']), post('b', 'ke'))).toBe(false);
  expect(may_see_disclosures(me(['coordinator']), post('b', null))).toBe(false);
  expect(may_see_disclosures(me(['contributor']), post('a', 'fr', 'awaiting_release'))).toBe(false);
  expect(may_see_disclosures(null, post('a', 'fr'))).toBe(false);
});
