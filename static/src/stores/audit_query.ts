// The filters of the audit log as the API takes them. Pure, so that a test can hold days and moments together.
import type { AuditFilters } from './routes';

/** The beginning of the day in the reader's own time zone, or of the day after; what is no day goes as it is, to be refused. */
export function moment_of(day: string, days_later = 0): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts) return day;
  const moment = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + days_later);
  return Number.isNaN(moment.getTime()) ? day : moment.toISOString();
}

/** "Until the day" includes that day; the API's `until` is the first moment that is not wanted. */
export function query_of(view: string, filters: AuditFilters): Record<string, string | null> {
  const { from, until, ...others } = filters;
  return { view, ...others, from: from ? moment_of(from) : null, until: until ? moment_of(until, 1) : null };
}
