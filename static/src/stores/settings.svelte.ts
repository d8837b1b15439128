// Theme, single-key shortcuts and language: kept with the person by the server, and in localStorage for the moments before /me is known.
import { best_language, is_language, type Language } from '../i18n/languages';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Storage may be refused by the browser (private mode, policy): then a choice lasts as long as the page. */
function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
}

function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

class Settings {
  theme: Theme = $state('system');
  single_keys = $state(true);
  /** Whether the preview stands beside the text where there is room: a matter of this screen, not of the person. */
  side_preview = $state(true);

  start(): void {
    const theme = recall('colloquium.theme');
    if (theme === 'light' || theme === 'dark') this.set_theme(theme);
    this.single_keys = recall('colloquium.single_keys') !== 'off';
    this.side_preview = recall('colloquium.side_preview') !== 'off';
  }

  set_theme(theme: Theme): void {
    this.theme = theme;
    remember('colloquium.theme', theme);
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }

  set_single_keys(on: 'on' | 'off'): void {
    this.single_keys = on === 'on';
    remember('colloquium.single_keys', on);
  }

  set_side_preview(on: 'on' | 'off'): void {
    this.side_preview = on === 'on';
    remember('colloquium.side_preview', on);
  }

  /** The person's own choices, once /me has told them. */
  adopt(theme: Theme, single_keys: 'on' | 'off'): void {
    this.set_theme(theme);
    this.set_single_keys(single_keys);
  }

  first_language(): Language {
    const chosen = recall('colloquium.language');
    return is_language(chosen) ? chosen : best_language(navigator.languages);
  }

  remember_language(language: Language): void {
    remember('colloquium.language', language);
  }
}

export const settings = new Settings();
