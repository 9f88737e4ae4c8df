// What the door asks of the server.
import { get, send } from '../../api/client.ts';

export interface AdmissionDate {
  id: number;
  code: string;
  name: string;
  hall?: string | null;
  starts_at?: string | null;
  opens_at?: string | null;
  is_open: boolean;
  entrances: string[];
  sold: number;
  came: number;
}
export type DoorAnswer = 'valid' | 'already_scanned' | 'wrong_event' | 'wrong_entrance' | 'not_open' | 'invalid';
export interface Scan {
  id: number;
  answer: DoorAnswer;
  text: string;
  barcode: string;
  scanned_at: string;
  scanned_by: string;
  entrance?: string | null;
  undone: boolean;
  ticket?: {
    ticket_type?: string | null;
    entrance?: string | null;
    section?: string | null;
    row?: string | null;
    seat?: string | null;
  } | null;
  earlier?: { scanned_at: string; scanned_by?: string | null; entrance?: string | null } | null;
  event?: { id: number; name: string; starts_at?: string | null } | null;
}
export interface LastScans {
  rows: Scan[];
  sold: number;
  came: number;
}

export const list_dates = async (signal?: AbortSignal) =>
  (await get<{ rows: AdmissionDate[] }>('/scans/dates', {}, signal)).rows;
export const list_last = (event: number, signal?: AbortSignal) => get<LastScans>('/scans', { event }, signal);
export const scan = async (once: string, barcode: string, event: number, entrance: string) =>
  (await send<Scan>('POST', '/scans', { once, body: { barcode, event, entrance: entrance || null } })).data;
export const undo_scan = (id: number) => send('POST', `/scans/${id}/undo`);
