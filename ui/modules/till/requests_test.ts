import { expect, test } from 'vitest';
import { difference_of, is_count, sum_of } from './requests.ts';

test('notes and coins add up to the cent, however many', () => {
  expect(sum_of({ '500.00': '', '50.00': '3', '0.10': '3', '0.01': '7' })).toBe('150.37');
  expect(sum_of({})).toBe('0.00');
});

test('the difference is below zero where something is missing', () => {
  expect(difference_of('114.40', '114.50')).toBe('-0.10');
  expect(difference_of('114.50', '114.50')).toBe('0.00');
});

test('a number of pieces is a whole number', () => {
  expect(['', '0', '12'].every(is_count)).toBe(true);
  expect(['1,5', '-1', 'a'].some(is_count)).toBe(false);
});
