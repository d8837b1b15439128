// Dates, times and numbers as the reader writes them. Reads the current language, so a template that calls these follows a switch.
import { clock } from '../stores/clock.svelte';
import { i18n } from './i18n.svelte';

const kMinute = 60_000;
const kHour = 60 * kMinute;
const kDay = 24 * kHour;

export function format_number(value: number): string {
  return new Intl.NumberFormat(i18n.locale).format(value);
}

/** The day in the reader's own time zone, counted: "yesterday" is a date, not a number of hours. */
function calendar_day(time: number): number {
  const day = new Date(time);
  return Math.round(Date.UTC(day.getFullYear(), day.getMonth(), day.getDate()) / kDay);
}

/** "3 h ago", "yesterday"; after a week the date, because "5 weeks ago" helps nobody who cites. */
export function format_ago(time: string): string {
  const at = Date.parse(time);
  const past = at - clock.now;
  const relative = new Intl.RelativeTimeFormat(i18n.locale, { numeric: 'auto', style: 'short' });
  if (-past < kMinute) return relative.format(0, 'second');
  if (-past < kHour) return relative.format(Math.trunc(past / kMinute), 'minute');
  if (-past < kDay) return relative.format(Math.trunc(past / kHour), 'hour');
  const days = calendar_day(clock.now) - calendar_day(at);
  if (days < 7) return relative.format(-days, 'day');
  // The month in letters: 10/11 is two different days to two readers.
  return new Intl.DateTimeFormat(i18n.locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(time));
}

export function format_date(time: string): string {
  return new Intl.DateTimeFormat(i18n.locale, { dateStyle: 'long' }).format(new Date(time));
}

/** "3 Aug": a day as the server counts it, where the year goes without saying. */
export function format_day(time: string): string {
  return new Intl.DateTimeFormat(i18n.locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(time));
}

export function format_moment(time: string): string {
  return new Intl.DateTimeFormat(i18n.locale, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(time));
}

export function format_clock(time: Date): string {
  return new Intl.DateTimeFormat(i18n.locale, { hour: '2-digit', minute: '2-digit' }).format(time);
}

/** The name of a language in the reader's own: "français" reads as "French" in English. */
export function format_language(code: string): string {
  try {
    return new Intl.DisplayNames([i18n.locale], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

export function format_list(items: string[]): string {
  return new Intl.ListFormat(i18n.locale, { type: 'conjunction' }).format(items);
}

/** Unread counts stop at 100 on the server, which then means "more than 99". */
export function format_count(count: number): string {
  return count > 99 ? `${format_number(99)}+` : format_number(count);
}
