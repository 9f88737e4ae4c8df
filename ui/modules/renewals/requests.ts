// What the renewal desk asks of the server and tells it.
import { get, new_key, send } from '../../api/client.ts';

export const decisions = ['solve', 'keep', 'seat', 'wait', 'sabbatical', 'give_up'] as const;
export type Decision = (typeof decisions)[number];
export const shows = [
  'all',
  'open',
  'conflicts',
  'ready',
  'wishes',
  'reserved',
  'renewed',
  'sabbatical',
  'given_up',
] as const;
export type Show = (typeof shows)[number];
export const fall_backs = ['keep', 'next_best', 'call'] as const;

export interface SubscriptionDate {
  id: number;
  name: string;
  starts_at: string | null;
  hall: string | null;
}
export interface Subscription {
  id: number;
  version: number;
  name: string;
  season: string | null;
  kind: 'fixed' | 'flexible';
  events: SubscriptionDate[];
  choose_least: number | null;
  choose_most: number | null;
  price: string | null;
  prices: SubscriptionPrice[];
}
export interface SubscriptionPrice {
  ticket_type_id: number;
  ticket_type: string;
  price_zone: string;
  price: string;
}
export interface Renewal {
  id: number;
  name: string;
  pairs: { from: number; from_name: string | null; to: number; to_name: string | null }[];
}
export interface RenewalLine {
  right: number;
  version: number;
  right_version: number;
  customer: number;
  customer_number: number | null;
  customer_name: string;
  old_subscription: string;
  old_seat: string;
  new_subscription: string;
  new_seat: string | null;
  wish: string | null;
  fall_back: string;
  sits_with_others: boolean;
  conflicts: string[];
  decision: Decision;
  decided_seat: string | null;
  state: string;
  ready: boolean;
  why: string;
  order: number | null;
  order_number: string | null;
  /// Of a reserved one: what is parked on its holder.
  parked?: string | null;
  change_event?: number | null;
}
export interface RenewalPage extends Renewal {
  counts: Record<Show | 'granted', number>;
  count: number;
  rows: RenewalLine[];
}
export interface SeatRight {
  id: number;
  version: number;
  subscription: number;
  subscription_name: string;
  season: string | null;
  customer: number;
  customer_name: string;
  hall: string | null;
  order: number | null;
  order_number: string | null;
  section: string | null;
  row: string | null;
  seat: string | null;
  since: string | null;
  priority_on: string | null;
  state: 'active' | 'sabbatical' | 'given_up';
  wish_priority: number | null;
  wish_subscription_id: number | null;
  wish_subscription_name: string | null;
  wish_section: string | null;
  wish_row: string | null;
  wish_seat: string | null;
  fall_back: string;
  sit_with: { id: number; customer_name: string; seat: string }[];
  exceptions: { event: number; event_name: string; starts_at: string | null; seat: string }[];
  /// Where one right is asked for.
  dates?: SeatAtDate[];
  change_event?: number | null;
}

export interface SeatAtDate {
  event: number;
  event_name: string;
  starts_at: string | null;
  seat: string;
  /// Another one than that of the right.
  is_other: boolean;
  state: 'reserved' | 'sold' | 'deleted';
}

export const page_size = 60;
export const renewals_key = ['renewals'];
export const subscriptions_key = ['subscriptions'];
export const rights_key = ['seat-rights'];

export const list_renewals = async (signal?: AbortSignal) =>
  (await get<{ rows: Renewal[] }>('/renewals', {}, signal)).rows;
export const list_subscription_terms = async (signal?: AbortSignal) =>
  (await get<{ rows: Subscription[] }>('/subscription-terms', {}, signal)).rows;
export const read_lines = (renewal: number, show: Show, offset: number, signal?: AbortSignal) =>
  get<RenewalPage>(`/renewals/${renewal}/rights`, { show, offset, limit: page_size }, signal);
export const begin = async (name: string, pairs: { from: number; to: number }[]) =>
  (await send<Renewal & { change_event: number }>('POST', '/renewals', { once: new_key(), body: { name, pairs } }))
    .data;
export const decide = async (renewal: number, line: RenewalLine, body: object) =>
  (await send<RenewalLine>('PUT', `/renewals/${renewal}/rights/${line.right}`, { version: line.version, body })).data;
export const reserve = async (renewal: number, rights: readonly number[], expires_at: string) =>
  (
    await send<{ id: number }>('POST', `/renewals/${renewal}/reservations`, {
      once: new_key(),
      body: { rights, expires_at: expires_at || null },
    })
  ).data.id;
export const rights_of = async (customer: number, signal?: AbortSignal) =>
  (await get<{ rows: SeatRight[] }>(`/customers/${customer}/seat-rights`, {}, signal)).rows;
export const rights_of_subscription = async (subscription: number, signal?: AbortSignal) =>
  (await get<{ rows: SeatRight[] }>('/seat-rights', { subscription }, signal)).rows;
export const get_right = (right: number, signal?: AbortSignal) => get<SeatRight>(`/seat-rights/${right}`, {}, signal);
export const give_back_date = async (right: SeatRight, event: number) =>
  (await send<SeatRight>('POST', `/seat-rights/${right.id}/returns`, { version: right.version, body: { event } })).data;
export const change_right = async (right: SeatRight, body: object) =>
  (await send<SeatRight>('PATCH', `/seat-rights/${right.id}`, { version: right.version, body })).data;
export const put_terms = async (
  subscription: Subscription,
  events: readonly number[],
  prices: readonly SubscriptionPrice[] = subscription.prices,
) =>
  (
    await send<{ change_event: number | null }>('PUT', `/subscription-terms/${subscription.id}`, {
      version: subscription.version,
      body: {
        events,
        prices: prices.map((one) => ({
          ticket_type: one.ticket_type_id,
          price_zone: one.price_zone,
          price: one.price,
        })),
      },
    })
  ).data;

export const name_of = (one: { name: string; season: string | null }) =>
  [one.name, one.season].filter(Boolean).join(' ');
export const seat_of = (section: string | null, row: string | null, seat: string | null) =>
  [section, [row, seat].filter(Boolean).join('/')].filter(Boolean).join(' ');
