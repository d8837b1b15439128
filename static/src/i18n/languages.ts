// The four languages of the interface: equals, each with its own name, direction and Intl locale.
export const languages = ['ar', 'en', 'es', 'fr'] as const;
export type Language = (typeof languages)[number];

export const language_names: Record<Language, string> = {
  ar: 'العربية',
  en: 'English',
  es: 'Español',
  fr: 'Français',
};

/** Arabic is read with Latin digits, as legal texts and case numbers are cited. */
export const locales: Record<Language, string> = { ar: 'ar-u-nu-latn', en: 'en-GB', es: 'es', fr: 'fr' };

export function direction(language: Language): 'rtl' | 'ltr' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** What somebody writes runs as its letters do; an empty field as the page does, where "auto" would take it for Latin. */
export function direction_of(text: string): 'auto' | undefined {
  return text ? 'auto' : undefined;
}

export function is_language(value: unknown): value is Language {
  return languages.includes(value as Language);
}

/** The first of the wished languages that we speak; English where we speak none. */
export function best_language(wished: readonly string[]): Language {
  for (const tag of wished) {
    const primary = tag.toLowerCase().split('-')[0];
    if (is_language(primary)) return primary;
  }
  return 'en';
}
