// What bookings and participants are searched by (bookings.md 6), and the columns of what is found.
import { kinds } from '../bookings/booking.ts';

export type LineSearchName = 'bookings' | 'participants';

export interface LineCriterion {
  name: string;
  width: 2 | 3 | 4;
  kind?: 'date' | 'link' | 'choice' | 'base';
  choices?: readonly string[];
  base?: string;
  /// Not there while the house has switched this module off.
  module?: string;
}

const states = ['open', 'invoiced', 'cancelled'] as const;

/// Whether what was put away is found too (J-201).
const archive: LineCriterion = {
  name: 'archive',
  width: 2,
  kind: 'choice',
  choices: ['also', 'only'],
  module: 'archive',
};

export const line_criteria: Record<LineSearchName, readonly LineCriterion[]> = {
  bookings: [
    { name: 'number', width: 2 },
    { name: 'external_number', width: 2 },
    { name: 'participant', width: 4 },
    { name: 'customer', width: 4, kind: 'link' },
    { name: 'operator', width: 2, kind: 'base', base: 'operators' },
    { name: 'destination', width: 2, kind: 'base', base: 'destinations' },
    { name: 'kind', width: 2, kind: 'choice', choices: kinds },
    { name: 'state', width: 2, kind: 'choice', choices: states },
    { name: 'from', width: 2, kind: 'date' },
    { name: 'to', width: 2, kind: 'date' },
    { name: 'by', width: 2, kind: 'choice', choices: ['departure', 'booking'] },
    archive,
  ],
  participants: [
    { name: 'name', width: 4 },
    { name: 'birth_date', width: 2, kind: 'date' },
    { name: 'from', width: 2, kind: 'date' },
    { name: 'to', width: 2, kind: 'date' },
    archive,
  ],
};

export interface LineColumn {
  name: string;
  width: number;
  kind?: string;
}

export const line_columns: Record<LineSearchName, readonly LineColumn[]> = {
  bookings: [
    { name: 'number', width: 90 },
    { name: 'customer', width: 190 },
    { name: 'departs_on', width: 100, kind: 'date' },
    { name: 'returns_on', width: 100, kind: 'date' },
    { name: 'destination', width: 110 },
    { name: 'kind', width: 110 },
    { name: 'state', width: 110 },
    { name: 'participants', width: 80, kind: 'count' },
    { name: 'total', width: 110, kind: 'money' },
    { name: 'open', width: 110, kind: 'money' },
    { name: 'external_number', width: 120 },
    { name: 'booked_on', width: 100, kind: 'date' },
    { name: 'option_until', width: 100, kind: 'date' },
    { name: 'handler', width: 110 },
    { name: 'archived_on', width: 110, kind: 'date' },
  ],
  participants: [
    { name: 'name', width: 170 },
    { name: 'first_name', width: 140 },
    { name: 'birth_date', width: 110, kind: 'date' },
    { name: 'booking', width: 90 },
    { name: 'booked_for', width: 190 },
    { name: 'departs_on', width: 100, kind: 'date' },
    { name: 'returns_on', width: 100, kind: 'date' },
    { name: 'destination', width: 110 },
    { name: 'kind', width: 110 },
    { name: 'state', width: 110 },
    { name: 'salutation', width: 90 },
    { name: 'customer', width: 190 },
    { name: 'archived_on', width: 110, kind: 'date' },
  ],
};

export type LineQuestion = Readonly<Record<string, string>>;

/// The filled criteria, in the order of the form; of which only the way of dating is filled, or that the archive counts
/// too, asks nothing.
export function tidy_line_question(search: LineSearchName, typed: Readonly<Record<string, unknown>>): LineQuestion {
  const filled = line_criteria[search].flatMap(({ name }): [string, string][] => {
    const text = String(typed[name] ?? '').trim();
    return text ? [[name, text]] : [];
  });
  return filled.every(([name, text]) => name === 'by' || (name === 'archive' && text === 'also'))
    ? {}
    : Object.fromEntries(filled);
}

export type LineRow = Readonly<Record<string, unknown>>;

/// What a cell reads before it is written for people: whoever is named, by name and number.
export function line_value(row: LineRow, column: string): string | number | null {
  const value = row[column];
  if (value && typeof value === 'object' && 'number' in value) {
    const { name, number } = value as { name: string; number: number };
    return `${name} (${number})`;
  }
  return (value as string | number | null | undefined) ?? null;
}

/// Sorted by what a column holds, empty values last; figures by their size.
export function sorted_lines(rows: readonly LineRow[], column: string, down: boolean, kind?: string): LineRow[] {
  const order = new Intl.Collator('de', { numeric: true });
  const is_figure = kind === 'money' || kind === 'count';
  const compare = (a: LineRow, b: LineRow) => {
    const [x, y] = [line_value(a, column), line_value(b, column)];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    const by = is_figure ? Number(x) - Number(y) : order.compare(String(x), String(y));
    return down ? -by : by;
  };
  return [...rows].sort(compare);
}
