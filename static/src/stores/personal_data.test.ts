import { describe, expect, it } from 'vitest';
import { excerpts_of } from './personal_data';

const problem = (errors: { pointer: string; code: string; begin: number; end: number }[]) => ({
  status: 409,
  code: 'personal_data',
  errors,
  retry_after: null,
  body: {},
});

describe('what looks like data of persons', () => {
  it('is shown with a few words around it, counted in characters', () => {
    const found = excerpts_of(problem([{ pointer: '/body', code: 'phone_number', begin: 2, end: 7 }]), { '/body': '😀 +4420 is his' });
    expect(found).toEqual([{ code: 'phone_number', before: '😀 ', marked: '+4420', after: ' is his' }]);
  });

  it('is cut where the text is long, and left out where it has changed', () => {
    const text = `${'a '.repeat(40)}+4420${' b'.repeat(40)}`;
    const [one] = excerpts_of(problem([{ pointer: '/body', code: 'phone_number', begin: 80, end: 85 }]), { '/body': text });
    expect(one?.marked).toBe('+4420');
    expect(one?.before.startsWith('…')).toBe(true);
    expect(one?.after.endsWith('…')).toBe(true);
    expect(excerpts_of(problem([{ pointer: '/body', code: 'phone_number', begin: 80, end: 85 }]), { '/body': 'short' })).toEqual([]);
  });
});
