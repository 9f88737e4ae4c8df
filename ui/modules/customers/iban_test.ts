import { describe, expect, it } from 'vitest';
import { iban_state } from './iban.ts';
import { looks_whole } from './zone.ts';

describe('IBAN while it is typed', () => {
  it.each([
    ['DE', 'unfinished'],
    ['DE89 3704 0044 0532 0130', 'unfinished'],
    ['DE89 3704 0044 0532 0130 00', 'good'],
    ['nl91abna0417164300', 'good'],
    ['DE89 3704 0044 0532 0130 01', 'wrong'],
    ['DE89 3704 0044 0532 0130 000', 'too_long'],
    ['', 'unfinished'],
  ])('%s is %s', (text, state) => expect(iban_state(text)).toBe(state));
});

describe('machine-readable zone', () => {
  const first = 'P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<';
  it('is whole with both lines, however they are parted', () => {
    expect(looks_whole(`${first}\nSPECI20142NLD6503101F2401151999999990<<<<<82`)).toBe(true);
    expect(looks_whole(`${first} SPECI20142NLD6503101F2401151999999990<<<<<82 `)).toBe(true);
    expect(looks_whole(first)).toBe(false);
  });
});
