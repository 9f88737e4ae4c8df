import { describe, expect, it } from 'vitest';
import { contrast, filled, ink_on } from './colour.ts';

describe('ink on a colour that somebody chose', () => {
  it('reads on every colour', () => {
    for (let red = 0; red < 256; red += 15)
      for (let green = 0; green < 256; green += 15)
        for (let blue = 0; blue < 256; blue += 15) {
          const colour = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
          expect(contrast(colour, ink_on(colour)), colour).toBeGreaterThanOrEqual(4.5);
        }
  });
  it('is the known contrast', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
  it('is left alone where there is no colour', () => {
    expect(filled('red')).toBeUndefined();
    expect(filled(null)).toBeUndefined();
    expect(filled('#1A7F37')).toEqual({ background: '#1A7F37', color: '#ffffff' });
  });
});
