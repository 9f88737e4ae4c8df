// Figures of charts.

/// A round end of the axis above everything that is drawn: 1, 2 or 5 times a power of ten; 1 where there is nothing.
export function axis_end(values: readonly number[]): number {
  const most = Math.max(...values, 0);
  if (most === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((step) => step * power).find((end) => end >= most)!;
}

/// How much of the whole length a value takes, 0 to 1.
export const share_of = (value: number, most: number) => (most > 0 ? Math.min(Math.abs(value) / most, 1) : 0);
