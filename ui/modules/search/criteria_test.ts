import { describe, expect, it } from 'vitest';
import type { SearchHit } from '../../api/types.ts';
import { criteria, similar_last, sorted_by, tidy_question } from './criteria.ts';

const hit = (name: string, more: Partial<SearchHit> = {}): SearchHit => ({
  kind: 'customer',
  id: name.length,
  number: name.length,
  name,
  ...more,
});

describe('search form', () => {
  it('asks for what is filled, in the order of the form', () => {
    expect(Object.entries(tidy_question({ town: ' Köln ', name: 'Müller', first_name: '  ' }))).toEqual([
      ['name', 'Müller'],
      ['town', 'Köln'],
    ]);
    expect(tidy_question({ other: 'x' })).toEqual({});
  });

  // J-172
  it('has every link among its criteria, folded away', () => {
    const names = criteria.filter((one) => one.more).map((one) => one.name);
    expect(names).toContain('company');
    expect(names).toHaveLength(11);
    expect(tidy_question({ agency: ' 4711 ' })).toEqual({ agency: '4711' });
  });

  // J-012
  it('lists names written differently after those that fit', () => {
    const found = [hit('Meyer', { matched: 'similar' }), hit('Maier'), hit('Mayer', { matched: 'similar' })];
    expect(similar_last(found).map((one) => one.name)).toEqual(['Maier', 'Meyer', 'Mayer']);
  });

  it('sorts numbers as numbers and empty values last, both ways', () => {
    const found = [hit('b', { town: 'Ulm' }), hit('a', { town: '' }), hit('c', { town: 'Aachen' })];
    const by_town = (down: boolean) => sorted_by(found, (one) => one.town ?? '', down).map((one) => one.name);
    expect(by_town(false)).toEqual(['c', 'b', 'a']);
    expect(by_town(true)).toEqual(['b', 'c', 'a']);
    const many = [hit('x', { number: 10 }), hit('y', { number: 9 })];
    expect(sorted_by(many, (one) => one.number, false).map((one) => one.number)).toEqual([9, 10]);
  });
});
