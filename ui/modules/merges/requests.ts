// What the server says about merging customers and about parting them again.
import { send } from '../../api/client.ts';
import type { Value } from '../../api/types.ts';

export interface MergeField {
  name: string;
  values: { customer: number; value: Value }[];
  /// The customer whose value is proposed.
  proposed: number;
  /// What would hold; where it is made of several, more than the proposed customer's own.
  proposed_value?: Value;
}
export interface Move {
  table: string;
  /// What moves, in words.
  what: string;
  count: number;
  sample?: readonly Sample[];
}
export type Sample = string | number | { text?: string; name?: string } | null;
export type Warning = string | { key?: string; text?: string; message?: string };
export interface MergePreview {
  fields: MergeField[];
  moves: Move[];
  warnings: Warning[];
}
export interface Parting {
  what?: string;
  text?: string;
  count?: number;
  /// Who is not there at the moment has no name.
  to?: { id: number; number: number | null; name: string } | null;
}
export interface PartingPreview {
  /// The one who stayed, and those who come back.
  customers?: ({ id: number; number: number; name: string } | null)[];
  since: Parting[];
  warnings?: Warning[];
  /// False: something forbids it, as the warnings say.
  possible?: boolean;
}

interface MergeWish {
  survivor: number;
  merged: number[];
  choose?: Record<string, number>;
}

export async function preview_merge(wish: MergeWish, signal?: AbortSignal): Promise<MergePreview> {
  return (await send<MergePreview>('POST', '/merges/previews', { body: wish, signal })).data;
}

export async function merge(wish: MergeWish & { versions: Record<string, number> }, once: string) {
  return (await send<{ survivor: unknown; change_event: number }>('POST', '/merges', { body: wish, once })).data;
}

export async function preview_parting(event: number, signal?: AbortSignal): Promise<PartingPreview> {
  return (await send<PartingPreview>('POST', `/merges/${event}/reversal/preview`, { signal })).data;
}

export async function part(event: number): Promise<number | undefined> {
  return (await send<{ change_event?: number }>('POST', `/merges/${event}/reversal`)).data?.change_event;
}

export const words_of_warning = (warning: Warning) =>
  typeof warning === 'string' ? warning : (warning.text ?? warning.message ?? warning.key ?? '');

export const words_of_sample = (sample: Sample) =>
  sample === null ? '' : typeof sample === 'object' ? (sample.text ?? sample.name ?? '') : String(sample);
