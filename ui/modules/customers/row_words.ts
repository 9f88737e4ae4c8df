// A row of a list in one line of words, where it is shown and not entered: what is inherited, what is named in a
// message.
import type { Value } from '../../api/types.ts';
import { show_money } from '../../parts/format.ts';

const silent = ['id', 'version', 'position', 'holder', 'customer', 'currency'];

export function row_words(row: Record<string, Value | undefined>, language: string): string {
  return Object.entries(row)
    .filter(([name, value]) => !silent.includes(name) && value !== null && value !== undefined && value !== '')
    .filter(([, value]) => typeof value !== 'boolean')
    .map(([name, value]) => (name === 'amount' ? show_money(String(value), language) : String(value)))
    .join(', ');
}
