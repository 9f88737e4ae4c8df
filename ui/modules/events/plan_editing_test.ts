import { describe, expect, it } from 'vitest';
import {
  added,
  aisles,
  body_of,
  changed,
  moved,
  one_more,
  row_of,
  section_of,
  without,
  type EditedPlace,
} from './plan_editing.ts';

const seat = (id: number, row: string, name: string, x: number, y: number): EditedPlace => ({
  ...{ id, row, x, y, seat: name, section: 'P', entrance: null, price_zone: 'I', kind: 'normal', capacity: null },
});
const standing: EditedPlace = {
  ...seat(9, '', '', 0, 0),
  row: null,
  seat: null,
  x: null,
  y: null,
  section: 'Steh',
  capacity: 40,
};
const plan = [seat(1, '1', '1', 0, 0), seat(2, '1', '2', 10, 0), seat(3, '2', '1', 0, 12), standing];

describe('a plan that is corrected', () => {
  it('moves, changes and removes the seats that are meant, and no others', () => {
    const ids = new Set([2, 3]);
    expect(moved(plan, ids, 5, -5).map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [15, -5],
      [5, 7],
      [null, null],
    ]);
    expect(changed(plan, ids, { price_zone: 'II' }).map((one) => one.price_zone)).toEqual(['I', 'II', 'II', 'I']);
    expect(without(plan, ids).map(({ id }) => id)).toEqual([1, 9]);
  });

  it('knows the seats of a row and of a section', () => {
    expect([...row_of(plan, plan[0]!)]).toEqual([1, 2]);
    expect([...section_of(plan, plan[0]!)]).toEqual([1, 2, 3]);
  });

  it('puts one more seat behind the last of the row', () => {
    const more = one_more(plan, plan[0]!).at(-1)!;
    expect([more.row, more.seat, more.x, more.y, more.id]).toEqual(['1', '3', 20, 0, -1]);
  });

  it('draws a new range below what is there', () => {
    const more = added(plan, [seat(0, '1', '1', 0, 0), standing]);
    expect(more.slice(-2).map(({ id, y }) => [id, y])).toEqual([
      [-1, 36],
      [-2, null],
    ]);
    expect(added([], [seat(0, '1', '1', 0, 0)])[0]!.y).toBe(0);
  });

  it('sends seats with their place and sections with their capacity', () => {
    expect(body_of([plan[0]!, standing])).toEqual([
      { section: 'P', row: '1', seat: '1', entrance: null, price_zone: 'I', x: 0, y: 0, kind: 'normal' },
      { section: 'Steh', entrance: null, price_zone: 'I', capacity: 40 },
    ]);
  });

  it('reads aisles as people write them', () => {
    expect(aisles('15, 20')).toEqual([15, 20]);
    expect(aisles('')).toEqual([]);
    expect(aisles('Mitte')).toBeNull();
  });
});
