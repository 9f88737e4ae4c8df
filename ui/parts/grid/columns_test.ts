import { describe, expect, it } from 'vitest';
import { arrange, chosen_columns, detail_layout, type Column } from './columns.ts';

const columns: Column[] = [1, 2, 3, 4, 5, 6].map((place) => ({
  name: `c${place}`,
  caption: `C${place}`,
  priority: place === 6 ? 1 : place + 1,
  width: 100,
}));
const names = (list: readonly Column[]) => list.map((column) => column.name);

describe('columns by width', () => {
  // T-013
  it('T-013 hides columns that do not fit, least important first, and keeps the order', () => {
    expect(names(arrange(columns, null, 350).shown)).toEqual(['c1', 'c2', 'c6']);
    expect(names(arrange(columns, null, 350).hidden)).toEqual(['c3', 'c4', 'c5']);
  });

  // T-014
  it('T-014 hides fewer on a wider screen and none when all fit', () => {
    const hidden = [320, 480, 560, 700].map((width) => arrange(columns, null, width).hidden.length);
    expect(hidden).toEqual([4, 2, 1, 0]);
  });

  it('needs no room for the plus when nothing is hidden', () => {
    expect(arrange(columns, null, 600).hidden).toEqual([]);
    expect(arrange(columns, null, 599).hidden).toHaveLength(1);
  });

  it('follows the choice and order of the user; the rest stands behind the plus', () => {
    const parts = arrange(columns, ['c5', 'c2', 'gone'], 1000);
    expect(names(parts.shown)).toEqual(['c5', 'c2']);
    expect(names(parts.hidden)).toEqual(['c1', 'c3', 'c4', 'c6']);
  });

  it('shows everything when the choice names nothing that exists', () => {
    expect(chosen_columns(columns, ['gone'])).toHaveLength(6);
  });

  it('always shows one column', () => {
    expect(arrange(columns, null, 40).shown).toHaveLength(1);
  });

  it('knows the height of an opened row before drawing it', () => {
    expect(detail_layout(0, 1200).height).toBe(0);
    expect(detail_layout(30, 1280)).toEqual({ per_line: 4, height: 8 * 22 + 12 });
    expect(detail_layout(30, 400)).toEqual({ per_line: 1, height: 30 * 22 + 12 });
  });
});
