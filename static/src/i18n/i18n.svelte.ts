// Words, numbers and dates in the reader's language. One language is loaded at a time; a switch changes every screen in place.
import { IntlMessageFormat } from 'intl-messageformat';
import type english from '../messages/en.json';
import { direction, locales, type Language } from './languages';

export type Key = keyof typeof english;
export type Arguments = Record<string, string | number | Date>;
type Messages = Record<string, string>;

const loaders: Record<Language, () => Promise<[{ default: Messages }, { default: Messages }]>> = {
  ar: () => Promise.all([import('../messages/ar.json'), import('../generated/countries/ar.json')]),
  en: () => Promise.all([import('../messages/en.json'), import('../generated/countries/en.json')]),
  es: () => Promise.all([import('../messages/es.json'), import('../generated/countries/es.json')]),
  fr: () => Promise.all([import('../messages/fr.json'), import('../generated/countries/fr.json')]),
};

class I18n {
  language: Language = $state('en');
  countries: Messages = $state.raw({});
  #messages: Messages = $state.raw({});
  #formats = new Map<string, IntlMessageFormat>();

  get locale(): string {
    return locales[this.language];
  }

  /** Loads a language and shows it; the old one stays on screen until the new one is here. */
  async use(language: Language): Promise<void> {
    const [messages, countries] = await loaders[language]();
    this.#formats.clear();
    this.language = language;
    this.#messages = messages.default;
    this.countries = countries.default;
    document.documentElement.lang = language;
    document.documentElement.dir = direction(language);
  }

  /** The words for a key. The build proves that every language has every key with the same arguments. */
  t(key: Key, values?: Arguments): string {
    const message = this.#messages[key] ?? key;
    if (!message.includes('{')) return message;
    const name = `${this.language}/${key}`;
    let format = this.#formats.get(name);
    if (!format) {
      format = new IntlMessageFormat(message, this.locale);
      this.#formats.set(name, format);
    }
    return String(format.format(values));
  }

  has(key: string): key is Key {
    return key in this.#messages;
  }
}

export const i18n = new I18n();

export function t(key: Key, values?: Arguments): string {
  return i18n.t(key, values);
}
