// Whether an IBAN can be right while it is typed (ISO 13616: lengths by country, remainder 1 modulo 97). The server has
// the last word; this only tells early.
const lengths: Record<string, number> = {
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SE: 24,
  SI: 19,
  SK: 24,
  TR: 26,
};

export type IbanState = 'unfinished' | 'good' | 'wrong' | 'too_long';

export function iban_state(text: string): IbanState {
  const tidy = text.replace(/[\s-]/g, '').toUpperCase();
  if (!/^[A-Z]{2}[A-Z0-9]{3,}$/.test(tidy)) return 'unfinished';
  const length = lengths[tidy.slice(0, 2)];
  if (length !== undefined && tidy.length < length) return 'unfinished';
  if (length !== undefined && tidy.length > length) return 'too_long';
  if (length === undefined && tidy.length < 15) return 'unfinished';
  const turned = tidy.slice(4) + tidy.slice(0, 4);
  let rest = 0;
  for (const sign of turned) for (const digit of String(parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1 ? 'good' : 'wrong';
}
