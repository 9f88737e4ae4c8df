// The machine-readable zone of a passport (ICAO 9303): asked of the server, put into the passport's fields.
import { send } from '../../api/client.ts';
import type { Draft } from '../../forms/draft.ts';

export interface Zone {
  number: string;
  name: string;
  first_name?: string;
  nationality?: string;
  birth_date?: string;
  valid_until?: string;
  gender?: string;
  issuing_country?: string;
}

export const read_zone = async (text: string, signal?: AbortSignal) =>
  (await send<Zone>('POST', '/machine-readable-zones', { body: { text }, signal })).data;

/// Two lines of 44 or 36 characters, or three of 30, however they were pasted.
export function looks_whole(text: string): boolean {
  const signs = text.replace(/\s/g, '').length;
  return [88, 72, 90].includes(signs) && text.includes('<');
}

export function take_zone(draft: Draft, { number, nationality, valid_until }: Zone) {
  for (const [name, value] of Object.entries({ number, nationality, valid_until })) if (value) draft.type(name, value);
}
