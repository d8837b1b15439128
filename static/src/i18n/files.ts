// Words and numbers about files. Loaded with the first file that is shown or sent.
import type { Attachment } from '../api/types';
import { i18n, t } from './i18n.svelte';

export function format_bytes(bytes: number): string {
  const [unit, value] = bytes >= 1_000_000 ? ['megabyte', bytes / 1_000_000] : bytes >= 1000 ? ['kilobyte', bytes / 1000] : ['byte', bytes];
  return new Intl.NumberFormat(i18n.locale, {
    style: 'unit',
    unit: unit as string,
    unitDisplay: 'short',
    maximumFractionDigits: (value as number) < 10 && unit !== 'byte' ? 1 : 0,
  }).format(value as number);
}

export function format_percent(part: number): string {
  return new Intl.NumberFormat(i18n.locale, { style: 'percent' }).format(part);
}

export function refusal_text(refusal: string | null): string {
  const key = `refusal.${refusal ?? 'damaged'}`;
  return i18n.has(key) ? t(key) : t('refusal.damaged');
}

/** What people call it: the extension, not the name of its type. */
export function kind_of(file: Attachment): string {
  const dot = file.name.lastIndexOf('.');
  return dot < 0 ? '' : file.name.slice(dot + 1).toUpperCase();
}
