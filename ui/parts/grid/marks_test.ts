import { describe, expect, it } from 'vitest';
import { all_marked, count_of, is_marked, mark, no_marks, turn } from './marks.ts';

describe('marked rows', () => {
  it('turns one row on and off', () => {
    const one = turn(no_marks, 7);
    expect([is_marked(one, 7), is_marked(one, 8), count_of(one, 100)]).toEqual([true, false, 1]);
    expect(count_of(turn(one, 7), 100)).toBe(0);
  });

  it('extends without turning a marked row off', () => {
    expect(count_of(mark(mark(no_marks, 7), 7), 100)).toBe(1);
  });

  it('marks a million rows by their question, but for those left out', () => {
    const most = turn(all_marked, 3);
    expect([is_marked(most, 3), is_marked(most, 4), count_of(most, 1_000_000)]).toEqual([false, true, 999_999]);
    expect(is_marked(mark(most, 3), 3)).toBe(true);
  });
});
