import { describe, expect, it } from 'vitest';
import { largest, tree_of, years_of } from './chart_rows.ts';

describe('what charts draw', () => {
  it('months of two years from the lines of one half only', () => {
    const rows = [
      { period: 'total', by: 'departure', turnover: '900.00' },
      { period: '2025-01', by: 'departure', turnover: '100.00' },
      { period: '2026-12', by: 'departure', turnover: '200.50' },
      { period: '2026-12', by: 'booking', turnover: '7.00' },
      { period: 'paid', by: '', turnover: '1.00' },
    ];
    const years = years_of(rows, 'departure');
    expect(years.map(({ name }) => name)).toEqual(['2025', '2026']);
    expect(years[0]!.months[0]).toBe(100);
    expect(years[1]!.months[11]).toBe(200.5);
    expect(years[1]!.months.slice(0, 11)).toEqual(Array(11).fill(0));
  });

  it('the first twenty by name, by key where there is none, and what has neither in words', () => {
    const rows = Array.from({ length: 25 }, (_, place) => ({
      name: `N${place}`,
      key: 'K',
      turnover: String(25 - place),
    }));
    expect(largest(rows, '?').map(({ name }) => name)).toHaveLength(20);
    expect(largest([{ name: '', key: 'K1', turnover: '3' }, { turnover: '-2.50' }], 'ohne')).toMatchObject([
      { name: 'K1', value: 3 },
      { name: 'ohne', value: -2.5 },
    ]);
  });

  it('a company and whoever stands below it, as deep as he stands', () => {
    expect(
      tree_of([
        { name: 'A', level: 0, turnover_with_below: '9' },
        { name: 'B', level: '1' },
      ]),
    ).toMatchObject([
      { name: 'A', value: 9, level: 0 },
      { name: 'B', value: 0, level: 1 },
    ]);
  });
});
