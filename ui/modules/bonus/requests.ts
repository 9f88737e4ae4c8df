// What the server says about bonus points, and the entry by hand.
import { get, send } from '../../api/client.ts';

export interface Lot {
  entry: number | null;
  booking: number | null;
  on: string;
  text: string | null;
  operator: string | null;
  turnover: string | null;
  rate: number | null;
  points: number;
  left: number;
  expired: number;
  ends_on: string | null;
  change_event: number | null;
}
export interface Use {
  entry: number | null;
  booking: number | null;
  on: string;
  text: string | null;
  amount: string | null;
  points: number;
  change_event: number | null;
}
export interface Points {
  customer: { id: number; number: number | null; name: string };
  takes_part: boolean;
  balance: number;
  worth: string;
  came: number;
  used: number;
  expired: number;
  expiring: { points: number; on: string } | null;
  lots: Lot[];
  uses: Use[];
}

export const bonus_key = ['bonus'];

export const points_of = (customer: string, signal?: AbortSignal) =>
  get<Points>(`/customers/${customer}/bonus`, undefined, signal);

export interface NewEntry {
  points: number;
  text: string;
  entered_on: string | null;
  expires_on: string | null;
}
export const enter_points = async (customer: number, entry: NewEntry, once: string) =>
  (await send<Points & { change_event: number }>('POST', `/customers/${customer}/bonus`, { body: entry, once })).data;
