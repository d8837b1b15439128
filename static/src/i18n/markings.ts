// Words of markings. Levels keep their official English capitals in no language: each language has its own form.
import type { Caveat, Level, Marking } from '../api/types';
import { t } from './i18n.svelte';

export function level_name(level: Level): string {
  return t(`level.${level}`);
}

/** H3 speaks in its own words; the code stays in front, so that it can be cited. */
export function caveat_text(caveat: Caveat, own_words: string | null): string {
  const text = caveat === 'H3' && own_words ? own_words : t(`caveat.${caveat}`);
  return caveat === 'display_only' ? text : `${caveat}: ${text}`;
}

/** Neither exported nor printed. */
export function is_for_display_only(marking: Marking): boolean {
  return marking.caveats.includes('display_only');
}
