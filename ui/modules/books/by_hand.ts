// Lines typed by hand become parts of an entry.
import type { Entry, Part } from './requests.ts';

/// Whole cents of "-12.5", digit by digit.
function cents(amount: string) {
  const [whole = '', part = ''] = amount.replace('-', '').split('.');
  const sum = Number(whole + part.padEnd(2, '0').slice(0, 2));
  return amount.startsWith('-') ? -sum : sum;
}
const money = (sum: number) =>
  `${sum < 0 ? '-' : ''}${Math.floor(Math.abs(sum) / 100)}.${String(Math.abs(sum) % 100).padStart(2, '0')}`;

/// Undefined while they cannot be read or do not come to what was sent. `read`: an amount as people type it.
export function parts_of(
  typed: string,
  entry: Pick<Entry, 'amount' | 'charges'>,
  read: (text: string) => string | null,
): Part[] | undefined {
  let left = cents(entry.amount) + cents(entry.charges);
  const parts: Part[] = [];
  const lines = typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  for (const [place, line] of lines.entries()) {
    const [number = '', ...rest] = line.split(/\s+/);
    const amount = rest.length ? read(rest.join(' ')) : place === lines.length - 1 ? money(left) : null;
    if (amount === null) return undefined;
    const is_booking = /^\d+$/.test(number);
    parts.push({
      booking: is_booking ? Number(number) : null,
      order: is_booking ? null : number,
      amount,
      takes_back: null,
    });
    left -= cents(amount);
  }
  return parts.length && left === 0 ? parts : undefined;
}
