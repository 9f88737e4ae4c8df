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
export interface Order {
  id: number;
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
export const list_events = async (signal?: AbortSignal) =>
  (await get<{ rows: EventLine[] }>('/events', { scope: 'coming', limit: 200 }, signal)).rows;
export const get_sale = (event: number, signal?: AbortSignal) => get<EventSale>(`/events/${event}/sale`, {}, signal);
export const get_plan = (plan: number, signal?: AbortSignal) => get<SeatPlan>(`/seat-plans/${plan}`, {}, signal);
export const get_states = (event: number, since: string, signal?: AbortSignal) =>
  get<SeatStates>(`/events/${event}/seats`, { since }, signal);

export const hold = async (event: number, once: string, body: object) =>
  (await send<Held>('POST', `/events/${event}/holds`, { once, body })).data;
export const release = (draft: number, seats: readonly number[] = []) =>
  send('DELETE', `/holds/${draft}`, { query: { seat: seats.map(String) } });
export const sell = async (once: string, body: object) =>
  (await send<Order>('POST', '/counter-sales', { once, body })).data;

export interface Subscription {
  id: number;
  name: string;
  season: string | null;
  kind: string;
  events: { id: number }[];
}
/// Those that have their dates; a fixed one is sold for all of them at once.
export const list_fixed_subscriptions = async (signal?: AbortSignal) =>
  (await get<{ rows: Subscription[] }>('/subscription-terms', {}, signal)).rows.filter(
    (one) => one.kind === 'fixed' && one.events.length > 0,
  );
