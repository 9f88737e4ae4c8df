import { describe, expect, it } from 'vitest';
import { split_street } from './street.ts';

describe('a street line as it stands on the letter', () => {
  it.each([
    ['Hauptstr. 12', 'Hauptstr.', '12', ''],
    ['Hauptstr. 12a', 'Hauptstr.', '12', 'a'],
    ['Hauptstr. 12 a', 'Hauptstr.', '12', 'a'],
    ['Straße des 17. Juni 135', 'Straße des 17. Juni', '135', ''],
    ['Damstraat 12-II', 'Damstraat', '12', 'II'],
    ['Keizersgracht 4 hs', 'Keizersgracht', '4', 'hs'],
    ['Am Markt 3-5', 'Am Markt', '3', '5'],
    ['2e Kruisstraat 7 bis', '2e Kruisstraat', '7', 'bis'],
    ['Plein 1944 5', 'Plein 1944', '5', ''],
  ])('%s', (text, street, house_number, house_number_suffix) => {
    expect(split_street(text)).toEqual({ street, house_number, house_number_suffix });
  });

  it.each(['Hauptstraße', 'Am alten Hof', '', '12', 'C 4'.slice(0, 1)])('leaves %j as it is', (text) => {
    expect(split_street(text)).toBeUndefined();
  });
});
