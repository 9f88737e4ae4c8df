import { describe, expect, it } from 'vitest';
import { completed, unique } from './Lookup.tsx';

const words = (...labels: string[]) => labels.map((label, place) => ({ id: `${place}`, label }));

describe('a list behind a field', () => {
  it('holds no key and no word twice, as lists of two languages would', () => {
    const twice = [
      { id: 'Familie', label: 'Familie' },
      { id: 'Firma', label: 'Firma' },
      { id: 'Familie', label: 'Familie' },
      { id: 'value-Firma', label: 'Firma' },
    ];
    expect(unique(twice).map((item) => item.id)).toEqual(['Familie', 'Firma']);
  });

  it('keeps entries of one word that a remark tells apart', () => {
    const apart = [
      { id: 'A', label: 'A', hint: 'Air' },
      { id: 'B', label: 'A', hint: 'Alltours' },
    ];
    expect(unique(apart)).toHaveLength(2);
  });

  it('completes what only one word begins with, however it is written', () => {
    expect(completed(words('Frau', 'Familie', 'Firma', 'Herr'), 'fr')).toBe('Frau');
    expect(completed(words('Köln', 'Kölleda'), 'koln')).toBe('Köln');
    expect(completed(words('Frau', 'Familie'), 'F')).toBeUndefined();
    expect(completed(words('Frau'), '')).toBeUndefined();
  });
});
