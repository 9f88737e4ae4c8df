import { expect, it } from 'vitest';
import { card_month } from './card_month.ts';

it('shows the last day of a month as it stands on the card, anything else not at all', () => {
  expect(card_month('2027-03-31', false)).toBe('03/27');
  expect(card_month('2028-02-29', true)).toBe('0228');
  expect(card_month('2027-02-27', false)).toBe('');
  expect(card_month('03/27', false)).toBe('');
  expect(card_month('', false)).toBe('');
});
