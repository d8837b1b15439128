import { beforeAll, describe, expect, it, vi } from 'vitest';
import { i18n, t } from './i18n.svelte';
import { field_text, problem_text } from './problems';

const problem = (code: string, pointer: string, flaw: string) => ({
  status: 409,
  code,
  errors: [{ pointer, code: flaw }],
  retry_after: null,
  body: {},
});

describe('the words for what is wrong with a field', () => {
  beforeAll(async () => {
    vi.stubGlobal('document', { documentElement: {} });
    await i18n.use('en');
  });

  it('are those of its flaw', () => {
    expect(field_text(problem('invalid_body', '/audience/organisations', 'empty'), '/audience')).toBe(t('invalid.empty'));
    expect(field_text(problem('invalid_body', '/title', 'empty'), '/audience')).toBeNull();
  });

  it('say of an audience that is too wide what to do about it', () => {
    const too_wide = problem('audience_too_wide', '/audience', 'out_of_range');
    expect(field_text(too_wide, '/audience')).toBe(problem_text(too_wide));
  });
});
