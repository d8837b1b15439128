import { describe, expect, it } from 'vitest';
import { events_of, is_of_kind, kinds_of } from './audit_events';

describe('events to choose from', () => {
  it('stand under their kind', () => {
    expect(events_of('alteration')).toContain('recall.acknowledged');
    expect(events_of('access')).toEqual(['session.opened', 'session.refused', 'session.closed']);
    expect(is_of_kind('release.undone', 'alteration')).toBe(true);
    expect(is_of_kind('release.undone', 'access')).toBe(false);
    expect(is_of_kind('no.event', 'access')).toBe(false);
  });

  it('of a unit are those about what it wrote, not those about its people', () => {
    expect(kinds_of('unit')).toEqual(kinds_of('contributions'));
    expect(kinds_of('unit')).not.toContain('authority');
    expect(kinds_of('everything')).toHaveLength(10);
  });
});
