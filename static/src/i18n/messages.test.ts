import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import arabic from '../messages/ar.json';
import english from '../messages/en.json';
import spanish from '../messages/es.json';
import french from '../messages/fr.json';
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

  it('count the bureaus that have confirmed a recall among those that were asked', () => {
    const pairs = [[0, 1], [1, 1], [0, 3], [1, 3], [2, 3]] as const;
    const say = (messages: Record<'recall.confirmed_of', string>, locale: string) =>
      pairs.map(([count, all]) => new IntlMessageFormat(messages['recall.confirmed_of'], locale).format({ count, all }));
    expect(say(english, locales.en)).toEqual([
      'The bureau that had opened it has not confirmed yet:',
      'The bureau that had opened it has confirmed:',
      'None of the 3 bureaus that had opened it has confirmed yet:',
      'One of the 3 bureaus that had opened it has confirmed:',
      '2 of the 3 bureaus that had opened it have confirmed:',
    ]);
    expect(say(french, locales.fr)).toEqual([
      'Le bureau qui l’avait ouvert n’a pas encore confirmé\u00a0:',
      'Le bureau qui l’avait ouvert a confirmé\u00a0:',
      'Aucun des 3 bureaux qui l’avaient ouvert n’a encore confirmé\u00a0:',
      'Un des 3 bureaux qui l’avaient ouvert a confirmé\u00a0:',
      '2 des 3 bureaux qui l’avaient ouvert ont confirmé\u00a0:',
    ]);
    expect(say(spanish, locales.es)).toEqual([
      'La oficina que lo había abierto aún no ha confirmado:',
      'La oficina que lo había abierto ha confirmado:',
      'Ninguna de las 3 oficinas que lo habían abierto ha confirmado aún:',
      'Una de las 3 oficinas que lo habían abierto ha confirmado:',
      '2 de las 3 oficinas que lo habían abierto han confirmado:',
    ]);
    expect(say(arabic, locales.ar)).toEqual([
      'لم يؤكّد بعد أي مكتب من أصل مكتب واحد فتحها:',
      'أكّد مكتب واحد من أصل مكتب واحد فتحها:',
      'لم يؤكّد بعد أي مكتب من أصل 3 مكاتب فتحتها:',
      'أكّد مكتب واحد من أصل 3 مكاتب فتحتها:',
      'أكّد مكتبان من أصل 3 مكاتب فتحتها:',
    ]);
  });
});

describe('the first language', () => {
  it('is the first wish that we speak', () => {
    expect(best_language(['de-DE', 'fr-CA', 'en'])).toBe('fr');
    expect(best_language(['ja'])).toBe('en');
  });
});
