// What is asked of an order and done with it.
import { get, send } from '../../api/client.ts';

export type State = 'reserved' | 'sold' | 'returned' | 'deleted';
/// Lines of an order that something is done with.
export interface Marked {
  tickets: readonly number[];
  products: readonly number[];
}
export interface OrderTicket {
  id: number;
  event: number;
  event_name: string | null;
  starts_at: string | null;
  ticket_type: string | null;
  ticket_type_id?: number | null;
  of_promotion?: boolean;
  entrance: string | null;
  section: string | null;
  row: string | null;
  seat: string | null;
  price: string;
  fee: string;
  /// Of a deleted one: what of its fee the house keeps.
  fee_kept: string;
  state: State;
  of_subscription: boolean;
}
export interface OrderProduct {
  id: number;
  product: string | null;
  quantity: number;
  unit_price: string;
  state: State;
}
export interface Order {
  id: number;
  version: number;
  number: string;
  customer: number | null;
  customer_name: string | null;
  expires_at: string | null;
  delete_on_expiry: boolean;
  total: string;
  paid: string;
  open: string;
  tickets: OrderTicket[];
  products: OrderProduct[];
  payments: { kind: string; amount: string }[];
  change_event?: number | null;
}
export interface OtherOrder {
  id: number;
  number: string;
  total: string;
  paid: string | null;
}

export const order_key = (id: number) => ['order', id] as const;
export const follow = [['order'], ['purchases'], ['seat-states'], ['report']] as const;

export const get_order = (id: number, signal?: AbortSignal) => get<Order>(`/orders/${id}`, {}, signal);
export const change_order = async (order: Order, method: 'POST' | 'PUT', path: string, body?: object) =>
  (await send<Order>(method, `/orders/${order.id}${path}`, { version: order.version, body })).data;
/// Before an exchange: the best seats where none are named, and the single seats that the choice would leave.
export interface ExchangeSeats {
  seats: number[];
  said: string | null;
  left_alone: { id: number; section: string; row: string; seat: string }[];
}
export const look_at_seats = async (
  order: Order,
  body: { event: number; tickets: readonly number[]; seats?: number[] },
) => (await send<ExchangeSeats>('POST', `/orders/${order.id}/exchange-seats`, { body })).data;
/// The customer's other orders, the newest first.
export const other_orders = async (order: Order, signal?: AbortSignal) =>
  (await get<{ orders: OtherOrder[] }>(`/customers/${order.customer}/purchases`, {}, signal)).orders.filter(
    (one) => one.id !== order.id,
  );
