import { describe, expect, it } from 'vitest';
import { moment_of, query_of } from './audit_query';

describe('filters of the audit log', () => {
  it('ask for whole days, the last one included', () => {
    const query = query_of('everything', { kind: 'access', from: '2026-02-27', until: '2026-02-28' });
    expect(query).toMatchObject({ view: 'everything', kind: 'access' });
    expect(query.from).toBe(new Date(2026, 1, 27).toISOString());
    expect(query.until).toBe(new Date(2026, 2, 1).toISOString());
  });

  it('leave what is no day to the server, which refuses it', () => {
    expect(moment_of('yesterday')).toBe('yesterday');
  });
});
