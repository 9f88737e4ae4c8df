// What the server says about tills, and what is done with the own one.
import { get, send } from '../../api/client.ts';

export type Kind = 'cash' | 'card' | 'cheque' | 'voucher';
export interface Entry {
  id: number;
  source: 'order' | 'booking' | 'credit' | 'deposit' | 'withdrawal' | 'correction';
  reference: string | null;
  kind: Kind;
  amount: string;
  text: string | null;
  corrects: number | null;
  entered_at: string;
}
export interface Till {
  id: number;
  day: string;
  opened_at: string;
  opening: string;
  moves: number;
  cash: string;
  sums: { kind: Kind; in: string; out: string; sum: string }[];
  entries: Entry[];
  entries_count: number;
  difference: string | null;
  change_event: number;
}
export interface Mine {
  till: Till | null;
  proposed: string | null;
  /// The till that was closed last.
  last: number | null;
  pieces: string[];
}

export const till_key = ['till'];
export const my_till = (signal?: AbortSignal) => get<Mine>('/till', undefined, signal);
export const do_at_till = async (path: string, body: object, once: string) =>
  (await send<Till>('POST', path, { body, once })).data;

/// Minor units, so that notes and coins add up exactly.
const cents = (amount: string) => Math.round(Number(amount) * 100);
export const sum_of = (counts: Readonly<Record<string, string>>): string =>
  (Object.entries(counts).reduce((sum, [value, count]) => sum + cents(value) * (Number(count) || 0), 0) / 100).toFixed(
    2,
  );
export const difference_of = (counted: string, cash: string): string =>
  ((cents(counted) - cents(cash)) / 100).toFixed(2);
/// What was typed as a number of pieces; none while it is no whole number.
export const is_count = (typed: string) => /^\d{0,5}$/.test(typed.trim());

export interface PrintedReceipt {
  number: string;
  /// How often it was printed again.
  prints: number;
  /// Address of the sheet.
  pdf: string;
}
/// Of an order or a booking; without a reason only one that was never printed.
export const print_receipt = async (number: string, reason: string, once: string) =>
  (await send<PrintedReceipt>('POST', '/receipts/prints', { body: reason ? { number, reason } : { number }, once }))
    .data;
