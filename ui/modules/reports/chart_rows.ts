// What charts draw, from the rows of their lists.
import type { ReportRow } from '../../api/types.ts';
import type { Bar, Year } from '../../parts/Chart.tsx';

/// More bars than that nobody compares at a glance.
const most_bars = 20;

/// The months of the customer's statistics, year by year; the lines "before", "total" and so on are no months.
export function years_of(rows: readonly ReportRow[], by: 'departure' | 'booking'): Year[] {
  const years = new Map<string, number[]>();
  for (const row of rows) {
    const found = /^(\d{4})-(\d{2})$/.exec(String(row.period ?? ''));
    if (row.by !== by || !found) continue;
    const [, year, month] = found as unknown as [string, string, string];
    if (!years.has(year)) years.set(year, Array<number>(12).fill(0));
    years.get(year)![Number(month) - 1] = Number(row.turnover ?? 0);
  }
  return [...years].sort(([one], [other]) => one.localeCompare(other)).map(([name, months]) => ({ name, months }));
}

/// The first of a list whose most come first.
export const largest = (rows: readonly ReportRow[], without_key: string): Bar[] =>
  rows
    .slice(0, most_bars)
    .map((row, place) => ({
      key: String(place),
      name: String(row.name || row.key || without_key),
      value: Number(row.turnover ?? 0),
    }));

export const tree_of = (rows: readonly ReportRow[]): Bar[] =>
  rows
    .slice(0, most_bars * 2)
    .map((row, place) => ({
      key: String(place),
      name: String(row.name ?? ''),
      value: Number(row.turnover_with_below ?? 0),
      level: Number(row.level ?? 0),
    }));
