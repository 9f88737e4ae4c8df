import { describe, expect, it } from 'vitest';
import {
  drawn,
  full_height,
  height_limit,
  max_offset,
  offset_after,
  offset_showing,
  row_at,
  scroll_height,
  top_for,
  top_of,
  type Layout,
} from './window.ts';

const layout = (more: Partial<Layout> = {}): Layout => ({
  rows: 1_000_000,
  row_height: 28,
  detail_height: 100,
  opened: [],
  view: 560,
  ...more,
});

describe('window arithmetic of a long table', () => {
  it('caps the scroll height and still reaches the last of a million rows', () => {
    const large = layout();
    expect(full_height(large)).toBe(28_000_000);
    expect(scroll_height(large)).toBe(height_limit);
    const end = offset_after(large, 0, 0, height_limit - large.view);
    expect(drawn(large, end, 0).last).toBe(999_999);
  });

  it('moves one to one for the wheel at the top and in the middle', () => {
    const large = layout();
    expect(offset_after(large, 0, 0, 1400)).toBe(1400);
    expect(offset_after(large, 14_000_000, 4_000_000, 4_001_400)).toBe(14_001_400);
  });

  it('maps a dragged thumb proportionally', () => {
    const large = layout();
    const half = offset_after(large, 0, 0, (height_limit - large.view) / 2);
    expect(Math.abs(row_at(large, half) - 500_000)).toBeLessThan(15);
  });

  it('gives the scroll bar back its place', () => {
    const large = layout();
    expect(top_for(large, 0)).toBe(0);
    expect(top_for(large, max_offset(large))).toBe(height_limit - large.view);
    expect(top_for(layout({ rows: 100 }), 700)).toBe(700);
  });

  it('counts opened rows above', () => {
    const opened = layout({ rows: 100, opened: [2, 5] });
    expect(top_of(opened, 2)).toBe(56);
    expect(top_of(opened, 3)).toBe(3 * 28 + 100);
    expect(top_of(opened, 6)).toBe(6 * 28 + 200);
    for (const row of [0, 2, 3, 5, 6, 99]) expect(row_at(opened, top_of(opened, row))).toBe(row);
    expect(row_at(opened, top_of(opened, 2) + 60)).toBe(2);
  });

  it('brings a row into view by the smallest move', () => {
    const small = layout({ rows: 1000 });
    expect(offset_showing(small, 280, 15)).toBe(280);
    expect(offset_showing(small, 280, 5)).toBe(140);
    expect(offset_showing(small, 0, 20)).toBe(28);
    expect(offset_showing(small, 0, 999)).toBe(1000 * 28 - 560);
  });

  it('draws nothing of an empty list', () => {
    const { first, last } = drawn(layout({ rows: 0 }), 0, 6);
    expect(last).toBeLessThan(first);
  });
});
