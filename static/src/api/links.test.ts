import { describe, expect, it } from 'vitest';
import { next_query } from './links';

describe('the link to what follows', () => {
  it('is followed with its query as it was written', () => {
    const header = '<?view=everything&case_number=12%2F2026%20b&after=k%2Bx%3D>; rel="next"';
    expect(next_query(header)).toEqual({ view: 'everything', case_number: '12/2026 b', after: 'k+x=' });
  });

  it('is none where the server names none', () => {
    expect([next_query(null), next_query(''), next_query('<?after=1>; rel="prev"')]).toEqual([null, null, null]);
  });
});
