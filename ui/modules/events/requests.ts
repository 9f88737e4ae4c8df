// Asking for and changing event dates, how they are sold, and several at once.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get, send } from '../../api/client.ts';
import type { Owner, Row } from '../../forms/rows.ts';

export interface DateLine {
  id: number;
  code: string;
  name: string;
  starts_at: string | null;
  hall: string | null;
  sold: number;
  reserved: number;
}
export interface Price {
  ticket_type: string;
  price_zone: string;
  price: string;
}
export interface Sale {
  version: number;
  plan: number | null;
  state: string;
  sale_from: string | null;
  sale_to: string | null;
  prices: Price[];
}
export interface PlanLine {
  id: number;
  hall: string;
  name: string;
  edition: number;
  seats: number;
  counted: number;
  events: number;
}
export interface PlannedDate {
  starts_at: string;
  holiday: string | null;
  is_taken: boolean;
}
export interface Series {
  from: string;
  to: string;
  time: string;
  weekdays: number[];
  every: number;
}
type Event = { change_event?: number | null };

export const states = ['draft', 'on_sale', 'stopped', 'cancelled'] as const;

/// What shows event dates is asked again after a change of them.
export const follow = [
  ...[['event-dates'], ['event-date'], ['event-sale'], ['counter-events'], ['base-data'], ['seat-states']],
] as const;
/// An event date is entered like a row of base data.
export const dates: Owner = { form: 'event-dates', path: '', lists: ['event-dates-rows'], follow };

export const useDates = (scope: string, q: string) =>
  useQuery({
    queryKey: ['event-dates', scope, q],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<{ count: number; rows: DateLine[] }>('/events', { scope, q, limit: 200 }, signal),
  });
export const useDate = (id: number) =>
  useQuery({ queryKey: ['event-date', id], queryFn: ({ signal }) => get<Row>(`/event-dates/${id}`, {}, signal) });
export const useSale = (id: number) =>
  useQuery({ queryKey: ['event-sale', id], queryFn: ({ signal }) => get<Sale>(`/events/${id}/sale`, {}, signal) });
export const usePlans = () =>
  useQuery({
    queryKey: ['seat-plans'],
    queryFn: async ({ signal }) => (await get<{ rows: PlanLine[] }>('/seat-plans', {}, signal)).rows,
  });
export const useTicketTypes = () =>
  useQuery({
    queryKey: ['base-data', 'ticket-types', 'names'],
    queryFn: async ({ signal }) =>
      (
        await get<{ rows: { name: string; retired: boolean }[] }>('/base-data/ticket-types', { limit: 500 }, signal)
      ).rows
        .filter((one) => !one.retired)
        .map((one) => one.name),
  });
export const useZones = (plan: number | null) =>
  useQuery({
    queryKey: ['seat-plan', plan],
    enabled: plan !== null,
    staleTime: Infinity,
    queryFn: ({ signal }) => get<{ places: { price_zone: string }[] }>(`/seat-plans/${plan}`, {}, signal),
    select: ({ places }) => [...new Set(places.map((place) => place.price_zone))],
  });

export const save_sale = async (id: number, version: number, body: object) =>
  (await send<Event>('PUT', `/events/${id}/sale`, { body, version })).data;
export const change_sales = async (events: readonly number[], body: object) =>
  (await send<Event>('POST', '/event-dates/sales', { body: { events, ...body } })).data;
export const plan_series = async (id: number, body: Series) =>
  (await send<{ dates: PlannedDate[] }>('POST', `/event-dates/${id}/series`, { body })).data.dates;
export const copy_date = async (id: number, starts_at: readonly string[], once: string) =>
  (await send<Event>('POST', `/event-dates/${id}/copies`, { body: { starts_at }, once })).data;

export interface Cancelling {
  decision: string;
  kind: string;
  target: number;
  also_anonymous: boolean;
  keep_fees: boolean;
}
export interface CancelPlan {
  orders: number;
  left: number;
  tickets: number;
  amount: string;
  lines: { order: number; number: string | null; name: string | null; outcome: string; reason: string | null }[];
}
export const look_at_cancellation = async (event: number, body: object) =>
  (await send<CancelPlan>('POST', `/event-dates/${event}/cancellations/preview`, { body })).data;
/// The job that does it.
export const cancel_date = async (event: number, once: string, body: object) =>
  (await send<{ id: number }>('POST', `/event-dates/${event}/cancellations`, { once, body })).data.id;
