// How values are written for people. Dates are plain days (no zone); instants are shown in the house's zone.
import type { Value } from '../api/types.ts';

const locales: Record<string, string> = { de: 'de-DE', nl: 'nl-NL', en: 'en-GB', xx: 'en-GB' };
const formats = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();
function kept<T extends Intl.DateTimeFormat | Intl.NumberFormat>(key: string, make: () => T): T {
  if (!formats.has(key)) formats.set(key, make());
  return formats.get(key) as T;
}

export function show_number(value: number, language: string): string {
  return kept(`n${language}`, () => new Intl.NumberFormat(locales[language])).format(value);
}

/// "2026-03-01" -> "01.03.2026", "01-03-2026", "01/03/2026".
export function show_date(value: string, language: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(value);
  if (!parts) return value;
  const mark = language === 'de' ? '.' : language === 'nl' ? '-' : '/';
  return `${parts[3]}${mark}${parts[2]}${mark}${parts[1]}`;
}

export function show_instant(value: string, language: string, zone = 'Europe/Berlin'): string {
  const when = new Date(value);
  if (Number.isNaN(when.getTime())) return value;
  const format = kept(
    `i${language}${zone}`,
    () =>
      new Intl.DateTimeFormat(locales[language], {
        day: '2-digit',
        month: '2-digit',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        timeZone: zone,
      }),
  );
  return (format as Intl.DateTimeFormat).format(when).replace(',', '');
}

export function show_money(value: string | number, language: string): string {
  const amount = Number(value);
  if (Number.isNaN(amount)) return String(value);
  return kept(
    `m${language}`,
    () => new Intl.NumberFormat(locales[language], { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  ).format(amount);
}

/// Reads an amount: 1.200,50 and 1200.50 and 1 200. A single sign before three digits is read as the language writes
/// thousands. Gives the decimal with a point; null: no amount.
export function read_money(text: string, language = 'de'): string | null {
  const tidy = text.replace(/[\s\u00a0€']/g, '');
  if (!/^-?\d[\d.,]*$/.test(tidy)) return null;
  const last = Math.max(tidy.lastIndexOf('.'), tidy.lastIndexOf(','));
  const sign = last < 0 ? '' : tidy[last]!;
  const after = tidy.length - last - 1;
  const single = sign !== '' && tidy.indexOf(sign) === last && !/[.,]/.test(tidy.slice(0, last));
  const thousands = language === 'en' ? ',' : '.';
  const whole =
    sign === '' || (after === 3 && (!single || sign === thousands)) || (!single && tidy.indexOf(sign) !== last);
  if (whole) return tidy.replace(/[.,]/g, '');
  return `${tidy.slice(0, last).replace(/[.,]/g, '')}.${tidy.slice(last + 1) || '0'}`;
}

/// Reads what a clerk types: 1.3.85, 01-03-1985, 010385, 01031985, 1985-03-01. Two-digit years: not in the future.
/// Null: no date.
export function read_date(text: string, today = new Date()): string | null {
  const tidy = text.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(tidy);
  let parts = iso ? [iso[3]!, iso[2]!, iso[1]!] : undefined;

  const split =
    /^(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ](\d{2}|\d{4})$/.exec(tidy) ?? /^(\d{2})(\d{2})(\d{2}|\d{4})$/.exec(tidy);
  if (!parts && split) parts = [split[1]!, split[2]!, split[3]!];
  if (!parts) return null;
  const [day, month] = [Number(parts[0]), Number(parts[1])];
  let year = Number(parts[2]);
  if (parts[2]!.length === 2) year += year + 2000 > today.getFullYear() ? 1900 : 2000;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export interface Shown {
  language: string;
  zone?: string;
  yes: string;
  no: string;
}

/// "2026-03" as "März 2026"; anything else as it is.
export function show_month(month: string, language: string): string {
  if (!/^\d{4}-\d{2}$/.test(month)) return month;
  return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

/// A cell's text by the kind of its column.
export function show_value(value: Value | undefined, kind: string | undefined, how: Shown): string {
  if (value === null || value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.join('; ');
  if (typeof value === 'boolean' || kind === 'yes_no') return value && value !== '0' ? how.yes : how.no;
  switch (kind) {
    case 'date':
      // Several are joined by ';', one for each of what the row names.
      return String(value)
        .split(';')
        .map((day) => show_date(day, how.language))
        .join('; ');
    case 'month':
      return show_month(String(value), how.language);
    case 'instant':
      return show_instant(String(value), how.language, how.zone);
    case 'money':
      return show_money(value, how.language);
    case 'count':
      return show_number(Number(value), how.language);
    default:
      return String(value);
  }
}

export const is_right_aligned = (kind: string | undefined) =>
  kind === 'integer' || kind === 'money' || kind === 'count' || kind === 'number';

export function show_bytes(bytes: number, language: string): string {
  if (bytes < 1024) return `${show_number(bytes, language)} B`;
  const [size, unit] = bytes < 1_048_576 ? [bytes / 1024, 'kB'] : [bytes / 1_048_576, 'MB'];
  return `${new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 }).format(size)} ${unit}`;
}

/// What may stand behind a link: only what a browser opens, never what it would run.
export function is_web_address(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\/[^\s"<>]+$/i.test(value);
}
