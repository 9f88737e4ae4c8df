import { expect, test } from 'vitest';
import { left_of, type Points } from './requests.ts';

const point = (points: number): Points => ({ field: 'name', points, text: '' });

test('what is shown and what is left add up to the score', () => {
  const shown = [point(31), point(14), point(-6)];
  for (const score of [0, 39, 92, 100])
    expect(shown.reduce((sum, one) => sum + one.points, 0) + left_of(score, shown)).toBe(score);
  expect(left_of(92, shown)).toBe(53);
  expect(left_of(50, [])).toBe(50);
});
