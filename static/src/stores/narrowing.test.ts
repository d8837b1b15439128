import { describe, expect, it } from 'vitest';
import type { Marking } from '../api/types';
import { asked_of, untouched, type Narrowed } from './narrowing';

const marking: Marking = {
  level: 'official_use_only',
  caveats: ['H1'],
  caveat_text: null,
  legal_use: 'internal_advice',
  attribution: 'person',
  review_on: null,
  expires_on: '2031-11-21T23:59:59.000Z',
};
const what: Narrowed = {
  kind: 'post',
  version: 3,
  marking,
  audience: { base: 'all_members', organisations: [], minus: ['k'], bureaus: 11 },
  place: { narrowed_post_id: 'p' },
};

describe('what is asked', () => {
  it('is nothing while nothing was chosen', () => {
    expect(asked_of(what, untouched(what))).toBeNull();
  });

  it('is only what differs', () => {
    const chosen = untouched(what);
    chosen.marking = { ...chosen.marking, level: 'restricted' };
    expect(asked_of(what, chosen)).toEqual({ marking: { level: 'restricted' } });
  });

  it('takes readers away from those there are', () => {
    const chosen = { ...untouched(what), audience: { base: 'all_members' as const, minus: ['k', 'b'] } };
    expect(asked_of(what, chosen)).toEqual({ audience: { base: 'all_members', minus: ['k', 'b'] } });
  });

  it('begins with those who read it now where nobody tells who they are', () => {
    expect(untouched({ ...what, audience: null, place: null }).audience).toEqual({ base: 'inherit' });
  });
});
