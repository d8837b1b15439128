// Words, numbers and dates in the reader's language. One language is loaded at a time; a switch changes every screen in place.
import { IntlMessageFormat } from 'intl-messageformat';
import type english from '../messages/en.json';
import { direction, locales, type Language } from './languages';

export type Key = keyof typeof english;
export type Arguments = Record<string, string | number | Date>;
type Messages = Record<string, string>;

// The words that the first load says; those of screens and dialogs that come later (scripts/split_messages.mjs); names of countries.
const loaders: Record<Language, () => Promise<{ default: Messages }>[]> = {
  ar: () => [import('../generated/messages/ar.json'), import('../generated/countries/ar.json'), import('../generated/messages/ar_later.json')],
  en: () => [import('../generated/messages/en.json'), import('../generated/countries/en.json'), import('../generated/messages/en_later.json')],
  es: () => [import('../generated/messages/es.json'), import('../generated/countries/es.json'), import('../generated/messages/es_later.json')],
  fr: () => [import('../generated/messages/fr.json'), import('../generated/countries/fr.json'), import('../generated/messages/fr_later.json')],
};

class I18n {
  language: Language = $state('en');
  countries: Messages = $state.raw({});
  #messages: Messages = $state.raw({});
  #waits = true;
  #formats = new Map<string, IntlMessageFormat>();

  get locale(): string {
    return locales[this.language];
  }

  /** Loads a language and shows it; the old one stays on screen until the new one is here. */
  async use(language: Language): Promise<void> {
    const [first, names, later] = loaders[language]();
    const [messages, countries] = [await first!, await names!];
    this.#formats.clear();
    this.language = language;
    this.#messages = messages.default;
    this.countries = countries.default;
    this.#waits = true;
    void later!.then(
      (words) => this.#add(language, words.default),
      () => (this.#waits = false), // the screens that say them could not be loaded either
    );
    document.documentElement.lang = language;
    document.documentElement.dir = direction(language);
  }

  #add(language: Language, words: Messages): void {
    if (this.language !== language) return;
    this.#messages = { ...this.#messages, ...words };
    this.#waits = false;
  }

  /** The words for a key; nothing for the moment in which they are still on their way. The build proves that every language has every key with the same arguments. */
  t(key: Key, values?: Arguments): string {
    const message = this.#messages[key] ?? (this.#waits ? '' : key);
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
