// Asking for bookings and acting on them (src/modules/bookings/bookings_api.hpp). Knows no screen.
import { useQuery } from '@tanstack/react-query';
import { address, get, send, type Send } from '../../api/client.ts';
import type { Booking, Person, Row, Totals } from './booking.ts';

export const booking_key = (number: number | string) => ['booking', String(number)];
export const trips_key = (customer: number) => ['bookings', customer];

/// A booking in a list.
export interface Line {
  id: number;
  number: number;
  customer: Person | null;
  kind: string;
  state: string;
  booked_on: string | null;
  departs_on: string | null;
  returns_on: string | null;
  option_until: string | null;
  archived_on: string | null;
  destination: string | null;
  participants: number;
  total: string;
  paid: string;
  open: string;
  has_follow_up: boolean;
  [column: string]: unknown;
}
export interface Found<Entry> {
  rows: Entry[];
  count: number;
  complete?: boolean;
}
export interface FoundParticipant {
  booking: number;
  position: number;
  customer: Person | null;
  booked_for: Person | null;
  [column: string]: unknown;
}

export async function load_booking(number: number | string, signal?: AbortSignal): Promise<Booking> {
  const { data, version } = await send<Booking>('GET', `/bookings/${number}`, { signal });
  return { ...data, version: data.version ?? version ?? 0 };
}

/// What was done, with the change that undoes it.
export interface Done {
  booking: Booking;
  event?: number;
}
async function act(method: string, path: string, what: Send): Promise<Done> {
  const { data, version } = await send<Booking & { change_event?: number }>(method, path, what);
  const { change_event: event, ...booking } = data;
  return { booking: { ...booking, version: booking.version ?? version ?? 0 } as Booking, event };
}

type Body = Record<string, unknown>;
export const preview_booking = async (body: Body, signal?: AbortSignal) =>
  (await send<Booking>('POST', '/bookings/preview', { body, signal })).data;
export const create_booking = (body: Body, once: string) => act('POST', '/bookings', { body, once });
export const change_booking = (number: number, version: number, body: Body) =>
  act('PATCH', `/bookings/${number}`, { body, version });
export const pay_booking = (number: number, body: Body, once: string) =>
  act('POST', `/bookings/${number}/payments`, { body, once });
export const bring_back = (number: number, version: number) =>
  act('POST', `/bookings/${number}/bring-back`, { version });
export const copy_booking = (number: number, body: Body, once: string) =>
  act('POST', `/bookings/${number}/copy`, { body, once });
export const note_booking = (number: number, body: Body, once: string) =>
  act('POST', `/bookings/${number}/notes`, { body, once });
export const change_note = (number: number, position: number, body: Body) =>
  act('PATCH', `/bookings/${number}/notes/${position}`, { body });

export interface CarriedBack {
  customer: number;
  new_member: boolean;
  passports: number;
  wishes: number;
  change_event: number | null;
}
/// Passport, wishes and duties of a participant, into the profile.
export const carry_back = async ({ number, version }: Booking, position: number) =>
  (await send<CarriedBack>('POST', `/bookings/${number}/participants/${position}/carry-back`, { version })).data;

export async function void_booking(number: number, version: number): Promise<number | undefined> {
  const { data } = await send<{ change_event?: number } | undefined>('DELETE', `/bookings/${number}`, { version });
  return data?.change_event;
}

export interface Cancellation {
  charges: Row[];
  charge: string;
  minimum: string | null;
  before: Totals;
  after: Totals;
  commission_taken_back: string;
  fees: Row[];
  booking: Booking;
  change_event?: number;
}
export const cancel_booking = async (number: number, version: number, body: Body, signal?: AbortSignal) =>
  (await send<Cancellation>('POST', `/bookings/${number}/cancel`, { body, version, signal })).data;

/// Which paper (src/modules/papers/papers_api.hpp).
export interface PaperOrder {
  kind: string;
  payment?: number;
  cancels?: string;
}
export interface PaperKind {
  kind: string;
  why: string | null;
}
export interface Paper {
  address: string[];
  copies: number;
  total: string;
  payments: { amount: string }[];
}
export interface PaperMade {
  document: { position: number; kind: string; number: string | null };
  booking: Booking;
}
export const load_papers = (number: number, signal?: AbortSignal) =>
  get<{ kinds: PaperKind[] }>(`/bookings/${number}/documents`, {}, signal);
export const preview_paper = async (number: number, body: PaperOrder, signal?: AbortSignal) =>
  (await send<Paper>('POST', `/bookings/${number}/paper`, { body, signal })).data;
export const make_paper = async (number: number, version: number, body: PaperOrder) =>
  (await send<PaperMade>('POST', `/bookings/${number}/documents`, { body, version })).data;
export const paper_address = (number: number, position: number) =>
  address(`/bookings/${number}/documents/${position}/pdf`);
export const preview_address = (number: number, order: PaperOrder) =>
  address(`/bookings/${number}/paper.pdf`, { ...order });

/// As many as are given in one answer.
export const most_lines = 200;

/// Every booking of a customer by his number.
export async function all_bookings_of(customer: number): Promise<Line[]> {
  const lines: Line[] = [];
  for (;;) {
    const query = { customer, limit: most_lines, offset: lines.length };
    const { rows } = await get<Found<Line>>('/bookings', query);
    lines.push(...rows);
    if (rows.length < most_lines) return lines;
  }
}

export const bookings_of = (customer: number, limit: number, archive: boolean, signal?: AbortSignal) =>
  get<Found<Line>>(`/customers/${customer}/bookings`, { limit, archive: archive ? 'also' : undefined }, signal);

/// The bookings of a customer by his id, newest departure first; those in the archive where `archive`.
export function useTrips(customer: number | undefined, limit: number, archive = false) {
  return useQuery({
    queryKey: [...trips_key(customer ?? 0), limit, archive],
    enabled: customer !== undefined,
    retry: false,
    queryFn: ({ signal }) => bookings_of(customer!, limit, archive, signal),
  });
}

/// Anmeldung (J-233, J-234): the newest booking that is not cancelled. Newest is what was booked last.
export function newest_open(lines: readonly Line[]): Line | undefined {
  const standing = lines.filter(({ state }) => state !== 'cancelled' && state !== 'void');
  const later = (a: Line, b: Line) =>
    (b.booked_on ?? '').localeCompare(a.booked_on ?? '') || Number(b.number) - Number(a.number);
  return [...standing].sort(later)[0];
}
