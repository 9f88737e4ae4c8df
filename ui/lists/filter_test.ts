import { expect, test } from 'vitest';
import { as_filter, filled, search_of } from './filter.ts';
import type { Filter } from './reports.ts';

const filter = (name: string, kind: string, option = name): Filter => ({ name, option, kind, caption: name });
const filters = [filter('from', 'date'), filter('events', 'text_list', 'event'), filter('hidden', 'yes_no')];

test('leaves the language of an address to the page', () => {
  expect(search_of({ language: 'nl' })).toEqual({});
  expect(search_of({ language: 'nl', season: '2026/27' })).toEqual({ season: '2026/27' });
});

test('what stands in an address is text, several values separated by semicolons', () => {
  expect(search_of({ order: 4711, event: ['E1', 'E2'], hidden: true, from: '', to: null })).toEqual({
    order: '4711',
    event: 'E1;E2',
    hidden: 'true',
  });
});

test('what is sent has values of the kind of each field; what is empty is not asked', () => {
  expect(as_filter(filters, { from: ' 2026-03-01 ', event: 'E1; E2;', hidden: 'true', unknown: 'x' })).toEqual({
    from: '2026-03-01',
    events: ['E1', 'E2'],
    hidden: true,
  });
  expect(as_filter(filters, { from: ' ' })).toEqual({});
});

test('a standard holds where nothing was chosen', () => {
  expect(as_filter(filters, {}, { event: 'E1' })).toEqual({ events: ['E1'] });
  expect(as_filter(filters, { event: 'E2' }, { event: 'E1' })).toEqual({ events: ['E2'] });
});

test('an empty form leaves the address bare', () => {
  expect(filled({ from: '', to: undefined, order: '7' })).toEqual({ order: '7' });
});
