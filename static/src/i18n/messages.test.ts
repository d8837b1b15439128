import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import arabic from '../messages/ar.json';
import english from '../messages/en.json';
import { best_language, locales } from './languages';

const arabic_replies = (count: number) =>
  new IntlMessageFormat(arabic['thread.arrived'], locales.ar).format({ count });

describe('messages', () => {
  it('use all six Arabic forms', () => {
    expect([0, 1, 2, 3, 11, 100].map(arabic_replies)).toEqual([
      'لا ردود جديدة',
      'رد جديد',
      'ردان جديدان',
      '3 ردود جديدة',
      '11 ردًا جديدًا',
      '100 رد جديد',
    ]);
  });

  it('say nothing, one and many in English', () => {
    const readers = new IntlMessageFormat(english['marking.readable_by'], locales.en);
    expect([0, 1, 34].map((count) => readers.format({ count }))).toEqual([
      'readable by no bureau',
      'readable by 1 bureau',
      'readable by 34 bureaus',
    ]);
  });
});

describe('the first language', () => {
  it('is the first wish that we speak', () => {
    expect(best_language(['de-DE', 'fr-CA', 'en'])).toBe('fr');
    expect(best_language(['ja'])).toBe('en');
  });
});
