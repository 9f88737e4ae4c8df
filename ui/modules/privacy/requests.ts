// What the server says about a customer's data and his erasure.
import { get, send } from '../../api/client.ts';

export interface Part {
  part: string;
  text: string;
  fate: 'goes' | 'emptied' | 'stays';
  rows: number;
  kept: number;
  kept_until: string | null;
}
export interface Preview {
  customer: { id: number; number: number; name: string };
  version: number;
  forbidden: string[];
  parts: Part[];
  row_goes: boolean;
  merged: number;
  links: number;
  mentions: number;
  bank_entries: number;
  kept_until: string | null;
  law: string | null;
}
export interface Erasure {
  id: number;
  customer_id: number;
  number: number;
  change_event: number;
  erased_at: string;
  user: string;
  kept_until: string | null;
  kept: number;
  finished_at: string | null;
  row_went: boolean;
  parts: Part[];
  keys: number;
  links: number;
  mentions: number;
  bank_entries: number;
  suppressed: number;
}
export interface Kept {
  id: number;
  part: string;
  text: string;
  kept_until: string;
  values: Record<string, unknown>;
  has_pdf: boolean;
}

export const privacy_key = ['privacy'];

export const preview_of = (customer: string, signal?: AbortSignal) =>
  get<Preview>(`/customers/${customer}/erasure`, undefined, signal);

export const erase = async (preview: Preview, number: number, suppress: boolean) =>
  (
    await send<{ erasure: number; change_event: number }>('POST', `/customers/${preview.customer.id}/erasure`, {
      body: { number, suppress },
      version: preview.version,
    })
  ).data;

export const erasures = (signal?: AbortSignal) => get<{ rows: Erasure[] }>('/erasures', undefined, signal);

export const kept_of = (erasure: number, signal?: AbortSignal) =>
  get<{ rows: Kept[] }>(`/erasures/${erasure}/kept`, undefined, signal);
