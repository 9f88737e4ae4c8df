import { describe, expect, it } from 'vitest';
import { axis_end, share_of } from './chart.ts';

describe('figures of charts', () => {
  it('end at a round figure that is not below anything drawn', () => {
    expect([[], [0, 0], [1], [3], [51], [100], [1234.5], [0.3]].map(axis_end)).toEqual([
      1, 1, 1, 5, 100, 100, 2000, 0.5,
    ]);
  });
  it('take the share of the longest, whatever the sign, and nothing of nothing', () => {
    expect([share_of(50, 200), share_of(-50, 200), share_of(5, 0), share_of(300, 200)]).toEqual([0.25, 0.25, 0, 1]);
  });
});
