// A booking as one draft: every field of every row is a value of its own ("services/12/count"), the order of the rows is
// one more ("services" = 12, n1). So whatever drafts can do (conflicts by field, keeping, discarding, problems beside the
// field) holds for rows as well. Pure functions.
import type { Value } from '../../api/types.ts';
import { is_empty, type Draft, type Values } from '../../forms/draft.ts';
import {
  further_fields,
  head_fields,
  lists,
  type Booking,
  type Field,
  type ListName,
  type Person,
  type Row,
} from './booking.ts';

const all_head_fields = ['customer', ...[...head_fields, ...further_fields].map(({ name }) => name)];
const integers = new Set(['customer', 'agency', 'count', 'print_copies', 'member_id', 'participants']);

export const place = (list: string, key: string, field: string) => `${list}/${key}/${field}`;
/// "services/12/count" -> list, key and field; of a segment the list is "services/12/segments".
export function parted(name: string): { list: string; key: string; field: string } | undefined {
  const parts = /^(.+)\/([^/]+)\/([^/]+)$/.exec(name);
  return parts ? { list: parts[1]!, key: parts[2]!, field: parts[3]! } : undefined;
}

/// Whoever is named by a booking is entered by his number.
function plain(value: unknown): Value {
  if (value && typeof value === 'object' && 'number' in value) return (value as Person).number;
  return value === undefined || (typeof value === 'object' && !Array.isArray(value)) ? null : (value as Value);
}
/// Stored rows are known by their id, those of a draft by their place.
const key_of = (row: Row, at: number) => (row.id ? String(row.id) : `p${at + 1}`);

interface Inner {
  name: string;
  fields: readonly Field[];
}

function put_rows(into: Values, list: string, rows: readonly Row[], inner: Inner | undefined) {
  into[list] = rows.map(key_of);
  rows.forEach((row, at) => {
    const key = key_of(row, at);
    for (const [field, value] of Object.entries(row)) {
      const of_rows = field === inner?.name || (list === 'services' && field === 'participants');
      if (!of_rows) into[place(list, key, field)] = plain(value);
    }
    if (inner) put_rows(into, place(list, key, inner.name), (row[inner.name] as Row[] | undefined) ?? [], undefined);
  });
}

/// Positions of participants become keys, so that they still mean the same people when rows come and go.
function put_travellers(into: Values, booking: Booking) {
  const keys = booking.participants.map(key_of);
  const position = (at: number) => booking.participants[at]?.position ?? at + 1;
  booking.services.forEach((service, at) => {
    const positions = ((service.participants as (number | string)[] | undefined) ?? []).map(Number);
    const of_service = keys.filter((_, person) => positions.includes(position(person)));
    into[place('services', key_of(service, at), 'participants')] = of_service;
  });
}

/// A fee that was taken off by hand is no row any more; that it stays away is the program's affair.
export const standing = (rows: readonly Row[]) => rows.filter((row) => row.removed !== true);

export function flattened(booking: Booking): Values {
  const into: Values = { version: booking.version ?? 0 };
  for (const [name, value] of Object.entries(booking))
    if (typeof value !== 'object' || value === null || 'number' in value) into[name] = plain(value);
  for (const { name, inner } of lists) put_rows(into, name, standing(booking[name] as Row[]), inner);
  put_travellers(into, booking);
  return into;
}

export const keys_in = (draft: Draft, list: string): readonly string[] => {
  const value = draft.value(list);
  return Array.isArray(value) ? value : [];
};

function sent(field: string, value: Value): unknown {
  if (value === '' || value === undefined) return null;
  const tidy = typeof value === 'string' ? value.trim() : value;
  return integers.has(field) && typeof tidy === 'string' && /^-?\d+$/.test(tidy) ? Number(tidy) : tidy;
}

const is_stored = (key: string) => /^\d+$/.test(key);
/// A sensitive value that was never seen in clear is not sent either.
const is_covered = (value: Value) => typeof value === 'string' && value.includes('\u2022');

function row_of(draft: Draft, list: string, key: string, fields: readonly Field[]): Row {
  const filled = fields
    .map((field) => [field, draft.value(place(list, key, field.name))] as const)
    .filter(([field, value]) => !field.computed && !is_covered(value))
    .map(([{ name }, value]) => [name, sent(name, value)] as const);
  if (is_stored(key)) return { id: Number(key), ...(Object.fromEntries(filled) as Row) };
  // What a new row leaves open has its standard value.
  return Object.fromEntries(filled.filter(([, value]) => value !== null)) as Row;
}

/// A stored row keeps its position, by which others name it; a new one gets the next.
export function positions_of(draft: Draft, list: string): Map<string, number> {
  const keys = keys_in(draft, list);
  const known = (key: string) => (is_stored(key) ? Number(draft.value(place(list, key, 'position'))) || 0 : 0);
  let next = Math.max(0, ...keys.map(known));
  return new Map(keys.map((key) => [key, known(key) || (next += 1)]));
}

/// What a row holds beside what is typed on the screen: from which row of the family it was taken, which rule it is.
const carried: Partial<Record<ListName, readonly string[]>> = {
  participants: ['member_id'],
  fees: ['rule', 'service', 'removed'],
};

/// Names of what was typed and is not saved.
export type Edited = ReadonlySet<string>;
export const edited_in = (draft: Draft): Edited => new Set(Object.keys(draft.keep().edits));
const discounts = ['commission_rate', 'commission_amount'];

/// A discount typed here is one by hand; emptied, the scheme has it again (bookings.md 2.5).
function with_discount(row: Row, draft: Draft, key: string, edited: Edited): Row {
  const { commission_rate, commission_amount, ...rest } = row;
  const is_typed = discounts.some((field) => edited.has(place('services', key, field)));
  const stands = draft.value(place('services', key, 'commission_source')) === 'by_hand';
  if (!is_typed && !stands) return rest;
  const by_hand = !is_empty(commission_rate as Value) || !is_empty(commission_amount as Value);
  const none = { commission_rate: null, commission_amount: null };
  return by_hand ? { ...row, commission_source: 'by_hand' } : { ...row, ...none };
}

function service_of(draft: Draft, key: string, row: Row, edited: Edited): Row {
  const within = place('services', key, 'segments');
  const { fields } = lists.find((one) => one.name === 'services')!.inner!;
  const people = positions_of(draft, 'participants');
  const travellers = keys_in(draft, place('services', key, 'participants'));
  return {
    ...with_discount(row, draft, key, edited),
    participants: travellers.flatMap((one) => people.get(one) ?? []),
    segments: keys_in(draft, within).map((one) => row_of(draft, within, one, fields)),
  };
}

/// The rows of a list as they are sent.
export function rows_of(draft: Draft, name: ListName, edited = edited_in(draft)): Row[] {
  const { fields } = lists.find((one) => one.name === name)!;
  const positions = positions_of(draft, name);
  return keys_in(draft, name).map((key) => {
    const row: Row = { ...row_of(draft, name, key, fields), position: positions.get(key) };
    for (const field of carried[name] ?? []) {
      const value = draft.value(place(name, key, field));
      if (!is_empty(value)) row[field] = sent(field, value);
    }
    if (name === 'due_dates') row.kind = 'by_hand';
    return name === 'services' ? service_of(draft, key, row, edited) : row;
  });
}

/// The lists in which something was typed, added or taken out.
export function lists_changed(edited: Edited): ListName[] {
  const moved = edited.has('participants');
  const is_touched = (name: string) => [...edited].some((one) => one === name || one.startsWith(`${name}/`));
  return lists.map(({ name }) => name).filter((name) => is_touched(name) || (name === 'services' && moved));
}

/// The whole draft of a new booking. Amounts, fees and due dates that nobody touched are left to the program, which makes
/// them from the profile.
export function whole_body(draft: Draft): Record<string, unknown> {
  const head = all_head_fields
    .filter((name) => draft.is_changed(name) || !is_empty(draft.value(name)))
    .map((name) => [name, sent(name, draft.value(name))]);
  const named = new Set<ListName>(['participants', 'services', ...lists_changed(edited_in(draft))]);
  return {
    ...(Object.fromEntries(head) as Record<string, unknown>),
    ...Object.fromEntries([...named].map((name) => [name, rows_of(draft, name)])),
  };
}

/// What changed: fields of the head one by one, lists as a whole. `edited`: what was typed, where the draft is shown as
/// saved already.
export function changed_body(draft: Draft, edited: Edited = edited_in(draft)): Record<string, unknown> {
  const head = all_head_fields.filter((name) => edited.has(name));
  return {
    ...Object.fromEntries(head.map((name) => [name, sent(name, draft.value(name))])),
    ...Object.fromEntries(lists_changed(edited).map((name) => [name, rows_of(draft, name, edited)])),
  };
}

/// The program names a field of a row by list and place ("services.2.unit_price", from 1); here the row has a key.
export function named_here(draft: Draft, field: string): string {
  const parts = /^(.+?)\.(\d+)(?:\.(.+))?$/.exec(field);
  if (!parts) return field;
  const [, list = '', at, rest] = parts;
  const key = keys_in(draft, list)[Number(at) - 1];
  if (key === undefined || rest === undefined) return list;
  return named_here_within(draft, place(list, key, rest));
}
function named_here_within(draft: Draft, name: string): string {
  const parts = /^(.+\/segments)\.(\d+)\.(\w+)$/.exec(name);
  const key = parts && keys_in(draft, parts[1]!)[Number(parts[2]) - 1];
  return parts && key ? place(parts[1]!, key, parts[3]!) : name;
}
