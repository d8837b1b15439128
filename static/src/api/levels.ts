// The four levels in their order, lowest first, and the caveats that a marking may carry.
import type { Attribution, Caveat, LegalUse, Level, Me } from './types';

export type { Level };
export const levels: readonly Level[] = ['public', 'official_use_only', 'restricted', 'confidential'];
export const caveats: readonly Caveat[] = ['H1', 'H2', 'H3', 'display_only'];

/** The strictest first. */
export const legal_uses: readonly LegalUse[] = ['read_only', 'internal_advice', 'cite_with_consent', 'cite_freely'];
/** The strictest last: from the person to nobody. */
export const attributions: readonly Attribution[] = ['person', 'country', 'chatham'];

export function level_rank(level: Level): number {
  return levels.indexOf(level);
}

/** The highest level that the person reads and writes in this session: his clearance, or what his sign-in allows where that is less. */
export function highest_level(me: Me): Level {
  return is_limited_by_sign_in(me) ? me.sign_in_allows : me.clearance;
}

export function is_limited_by_sign_in(me: Me): boolean {
  return level_rank(me.sign_in_allows) < level_rank(me.clearance);
}
