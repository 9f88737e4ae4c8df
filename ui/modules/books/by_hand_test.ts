import { expect, test } from 'vitest';
import { parts_of } from './by_hand.ts';

const entry = { amount: '1500.00', charges: '26.00' };
const read = (text: string) => (/^[\d,]+$/.test(text) ? text.replace(',', '.') : null);

test('one number takes what was sent, charges of banks with it', () => {
  expect(parts_of('4711', entry, read)).toEqual([{ booking: 4711, order: null, amount: '1526.00', takes_back: null }]);
});

test('the last line takes the rest', () => {
  expect(parts_of('4711 1000,00\nB-7', entry, read)?.map((part) => [part.booking, part.order, part.amount])).toEqual([
    [4711, null, '1000.00'],
    [null, 'B-7', '526.00'],
  ]);
});

test('what does not come to the sum is not posted', () => {
  expect(parts_of('4711 1000,00', entry, read)).toBeUndefined();
  expect(parts_of('4711 viel', entry, read)).toBeUndefined();
  expect(parts_of('', entry, read)).toBeUndefined();
});
