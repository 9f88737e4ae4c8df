// Days told from today: "the last 30 days", "this season". Pure.
import { is_members, type Json } from './document.ts';

export const named_spans = [
  'today',
  'this_year',
  'last_year',
  'year_before_last',
  'this_season',
  'last_season',
] as const;
export const units = ['days', 'weeks', 'months', 'years'] as const;
export type Span = 'last' | 'next' | (typeof named_spans)[number];
export type Unit = (typeof units)[number];
export const spans: readonly Span[] = ['last', 'next', ...named_spans];

const is_named = (value: Json | undefined): value is (typeof named_spans)[number] =>
  (named_spans as readonly Json[]).includes(value ?? null);

export function span_of(value: Json | undefined): Span | undefined {
  if (is_named(value)) return value;
  if (!is_members(value)) return undefined;
  return 'last' in value ? 'last' : 'next' in value ? 'next' : undefined;
}

export interface Counted {
  count: string;
  unit: Unit;
}
/// How many of what; what was typed stays while it is no number.
export function counted(value: Json | undefined): Counted {
  const span = span_of(value);
  if (!is_members(value) || !span) return { count: '30', unit: 'days' };
  const unit = units.find((one) => one === value.unit) ?? 'days';
  return { count: String(value[span] ?? ''), unit };
}

/// The value of `within`; a number where one was typed.
export function span_value(span: Span, { count, unit }: Counted): Json {
  if (span !== 'last' && span !== 'next') return span;
  const typed = count.trim();
  return { [span]: /^\d{1,4}$/.test(typed) ? Number(typed) : typed, unit };
}

export const is_span = (value: Json | undefined): boolean => {
  const span = span_of(value);
  if (span !== 'last' && span !== 'next') return span !== undefined;
  const count = is_members(value) ? value[span] : undefined;
  return typeof count === 'number' && count > 0;
};

/// `birthday_in`: a month, or from a day to a day of any year ("06-15").
export const is_day_of_year = (text: Json | undefined) =>
  typeof text === 'string' && /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text);

/// "15.6.", "15-6", "15/6" -> "06-15"; what cannot be read stays as typed.
export function read_day_of_year(text: string): string {
  const parts = /^\s*(\d{1,2})[.\-/ ]\s*(\d{1,2})\.?\s*$/.exec(text);
  if (!parts) return text;
  const day = `${parts[2]!.padStart(2, '0')}-${parts[1]!.padStart(2, '0')}`;
  return is_day_of_year(day) ? day : text;
}
export function show_day_of_year(value: Json | undefined): string {
  if (!is_day_of_year(value)) return String(value ?? '');
  const [month, day] = String(value).split('-');
  return `${day}.${month}.`;
}
