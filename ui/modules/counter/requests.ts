// What the counter asks of the server and tells it.
import { get, send } from '../../api/client.ts';

export interface EventLine {
  id: number;
  name: string;
  starts_at: string | null;
  hall: string | null;
}
export interface PlanPlace {
  id: number;
  section: string;
  row: string | null;
  seat: string | null;
  entrance: string | null;
  price_zone: string;
  x: number | null;
  y: number | null;
  kind: string;
  capacity: number | null;
}
export interface SeatPlan {
  id: number;
  hall: string;
  name: string;
  places: PlanPlace[];
}
export interface Price {
  ticket_type_id: number;
  ticket_type: string;
  price_zone: string;
  price: string;
}
export interface EventSale {
  plan: number | null;
  state: string;
  prices: Price[];
}
export interface SeatState {
  id: number;
  state: 'held' | 'reserved' | 'sold' | 'blocked';
  holder: string;
  draft?: number | null;
  /// Of a subscription: the event dates at which it is not free.
  dates?: number[];
}
export interface SeatStates {
  plan: number;
  position: string;
  changed: boolean;
  seats: SeatState[];
  sections: { id: number; capacity: number; taken: number }[];
}
export interface Held {
  draft: number;
  until: string;
  seats: number[];
  said?: string | null;
}
/// Of a subscription: the seats at each of its dates, null where another has it.
export interface HeldAtDates extends Held {
  dates: { event: number; seats: (number | null)[] }[];
}
export interface Order {
  id: number;
  version: number;
  number: string;
  total: string;
  open: string;
  payments: { receipt: string | null }[];
}

export interface Article {
  id: number;
  name: string;
  unit_price: string;
  of_event: boolean;
  left: number | null;
}
export interface Offers {
  promotions: { id: number; name: string; asks_code: boolean; left: number | null }[];
  articles: Article[];
}
export interface SalePrice {
  total: string;
  tickets: { price: string; reduced: boolean }[];
}

export const get_offers = (event: number, signal?: AbortSignal) => get<Offers>('/counter-offers', { event }, signal);
export const ask_price = async (body: object) => (await send<SalePrice>('POST', '/counter-sales/price', { body })).data;
/// Those whose tickets can be sold now.
export const list_events = async (signal?: AbortSignal) =>
  (await get<{ rows: EventLine[] }>('/events', { scope: 'coming', sale_state: 'on_sale', limit: 200 }, signal)).rows;
export const get_sale = (event: number, signal?: AbortSignal) => get<EventSale>(`/events/${event}/sale`, {}, signal);
export const get_plan = (plan: number, signal?: AbortSignal) => get<SeatPlan>(`/seat-plans/${plan}`, {}, signal);
export const get_states = (event: number, since: string, signal?: AbortSignal) =>
  get<SeatStates>(`/events/${event}/seats`, { since }, signal);

export const hold = async (event: number, once: string, body: object) =>
  (await send<Held>('POST', `/events/${event}/holds`, { once, body })).data;
/// Seats of a draft at some event dates; none named: all it holds.
export const release = (draft: number, seats: readonly number[] = [], events: readonly number[] = []) =>
  send('DELETE', `/holds/${draft}`, { query: { seat: seats.map(String), event: events.map(String) } });
export const hold_dates = async (subscription: number, once: string, body: object) =>
  (await send<HeldAtDates>('POST', `/subscription-terms/${subscription}/holds`, { once, body })).data;
export const get_states_of_dates = (
  subscription: number,
  query: { event: number; date: string[]; since: string },
  signal?: AbortSignal,
) => get<SeatStates>(`/subscription-terms/${subscription}/seats`, query, signal);
export const sell = async (once: string, body: object) =>
  (await send<Order>('POST', '/counter-sales', { once, body })).data;

/// Money that a customer paid before there was anything to pay for.
export const get_parked = async (customer: number, signal?: AbortSignal) =>
  (await get<{ sum: string }>(`/customers/${customer}/parked-money`, {}, signal)).sum;
export const pay_from_parked = async (order: Order) =>
  (await send<{ open: string }>('POST', `/orders/${order.id}/parked-money`, { version: order.version })).data;

export interface SubscriptionDate {
  id: number;
  name: string;
  starts_at: string | null;
  /// Begun, cancelled, or its sale has ended: a fixed subscription is sold for the others.
  over?: boolean;
}
export interface Subscription {
  id: number;
  name: string;
  season: string | null;
  kind: 'fixed' | 'flexible';
  choose_least: number | null;
  choose_most: number | null;
  same_seat: boolean;
  on_sale: boolean;
  price: string | null;
  events: SubscriptionDate[];
  prices: Price[];
}
export const list_subscriptions = async (signal?: AbortSignal) =>
  (await get<{ rows: Subscription[] }>('/subscription-terms', {}, signal)).rows.filter((one) => one.on_sale);
