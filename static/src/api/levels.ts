// The four levels in their order, lowest first, and the caveats that a marking may carry.
import type { Caveat, Level } from './types';

export type { Level };
export const levels: readonly Level[] = ['public', 'official_use_only', 'restricted', 'confidential'];
export const caveats: readonly Caveat[] = ['H1', 'H2', 'H3', 'display_only'];

export function level_rank(level: Level): number {
  return levels.indexOf(level);
}
