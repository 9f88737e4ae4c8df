import { expect, test } from 'vitest';
import { as_uploaded, is_drawing, measures_of } from './logo.ts';

test('a drawing is told by its name or its type', () => {
  expect(is_drawing({ name: 'Logo.SVG', type: '' })).toBe(true);
  expect(is_drawing({ name: 'logo', type: 'image/svg+xml' })).toBe(true);
  expect(is_drawing({ name: 'logo.svg.png', type: 'image/png' })).toBe(false);
});

test('a drawing becomes a picture of a fixed longest side', () => {
  expect(measures_of(100, 50)).toEqual({ width: 1200, height: 600 });
  expect(measures_of(3000, 9000)).toEqual({ width: 400, height: 1200 });
  expect(measures_of(0, 0)).toEqual({ width: 1200, height: 600 });
});

test('a picture is sent as it is', async () => {
  const file = new File(['x'], 'logo.png', { type: 'image/png' });
  expect(await as_uploaded(file)).toBe(file);
});
