import { expect, test } from 'vitest';
import { with_last } from './names.ts';
import { seasons_of, typed_as } from './useReportOffers.ts';

test('a name that is chosen takes the place of the one being typed', () => {
  expect(with_last('', 'Gold')).toBe('Gold');
  expect(with_last('Go', 'Gold')).toBe('Gold');
  expect(with_last('Silber;Go', 'Gold')).toBe('Silber; Gold');
});

test('a subscription is typed with its season where two are called the same; each season is offered once', () => {
  const all = [
    { name: 'Gold', season: '2026/27', kind: 'fixed' },
    { name: 'Gold', season: '2025/26', kind: 'fixed' },
    { name: 'Wahl', season: null, kind: 'flexible' },
  ];
  expect(all.map((one) => typed_as(one, all))).toEqual(['Gold@2026/27', 'Gold@2025/26', 'Wahl']);
  expect(seasons_of(all)).toEqual(['2026/27', '2025/26']);
});
