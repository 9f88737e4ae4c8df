import { describe, expect, it } from 'vitest';
import { call_address } from './Dial.tsx';

describe('the address of a call (J-085)', () => {
  it.each([
    ['030 23 12 51', undefined, 'tel:030231251'],
    ['+49 (0)30 231251', undefined, 'tel:+4930231251'],
    ['Tel.: 030 231251 App. 12', undefined, 'tel:030231251'],
    ['030 231251', '+4930231251', 'tel:+4930231251'],
  ])('%s', (typed, international, address) => {
    expect(call_address(typed, international)).toBe(address);
  });

  it.each(['', 'unbekannt', '5'])('%j is no number', (typed) => {
    expect(call_address(typed)).toBeUndefined();
  });
});
