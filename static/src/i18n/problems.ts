// Words for problems: each stable code of the API in the reader's language, with what to do next.
import type { Problem } from '../api/http';
import { i18n, t } from './i18n.svelte';

/** "2 minutes", "30 seconds": rounded up, so that nobody tries too early. */
export function format_wait(seconds: number): string {
  const unit = seconds > 5400 ? 'hour' : seconds >= 90 ? 'minute' : 'second';
  const count = Math.ceil(seconds / { hour: 3600, minute: 60, second: 1 }[unit]);
  return new Intl.NumberFormat(i18n.locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

export function problem_text(problem: Problem): string {
  if (problem.retry_after !== null && problem.status === 429)
    return t(problem.code === 'slow_mode' ? 'error.slow_mode' : 'error.wait', { time: format_wait(problem.retry_after) });
  const key = `error.${problem.code}`;
  return i18n.has(key) ? t(key) : t('error.unexpected');
}

/** What is wrong with what somebody searches for; null where that is in order. */
export function search_text(problem: Problem | null): string | null {
  const error = problem?.errors.find((one) => one.pointer === 'q' || one.pointer.startsWith('q/'));
  if (!error) return null;
  const name = error.pointer.slice(2);
  if (!name) return field_text(problem, 'q');
  return t(error.code === 'unknown_field' ? 'search.unknown_operator' : error.code === 'duplicate' ? 'search.twice' : 'search.unknown_value', {
    operator: `${name}:`,
  });
}

/** The words for the validation error of one field, or null where that field is in order. */
export function field_text(problem: Problem | null, pointer: string): string | null {
  const error = problem?.errors.find((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`));
  if (!error) return null;
  // What the field says is in order by itself, and goes beyond what encloses it.
  if (problem?.code === 'audience_too_wide') return problem_text(problem);
  const key = `invalid.${error.code}`;
  return i18n.has(key) ? t(key) : t('invalid.other');
}
