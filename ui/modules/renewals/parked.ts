// Money that a customer paid before there was anything to pay for, and paying an order with it.
import { get, new_key, send } from '../../api/client.ts';

export const kinds = ['cash', 'card', 'transfer', 'voucher', 'invoice'] as const;

export interface ParkedLine {
  id: number;
  amount: string;
  kind: string;
  order_number: string | null;
  at: string;
  by: string;
}
export interface Parked {
  sum: string;
  lines: ParkedLine[];
  change_event?: number | null;
}
export interface OpenOrder {
  id: number;
  version: number;
  number: string;
  open: string;
}

export const parked_key = ['parked-money'];
export const get_parked = (customer: number, signal?: AbortSignal) =>
  get<Parked>(`/customers/${customer}/parked-money`, {}, signal);
/// In; paid back when the amount is below 0.
export const park = async (customer: number, body: { amount: string; kind: string }) =>
  (await send<Parked>('POST', `/customers/${customer}/parked-money`, { once: new_key(), body })).data;
export const get_order = (id: number, signal?: AbortSignal) => get<OpenOrder>(`/orders/${id}`, {}, signal);
type Paid = { open: string; change_event?: number | null };
export const pay_from_parked = async (order: OpenOrder) =>
  (await send<Paid>('POST', `/orders/${order.id}/parked-money`, { version: order.version })).data;
