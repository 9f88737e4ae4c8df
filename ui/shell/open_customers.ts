// The customers open in this browser tab (at most eight) and those opened lately. Names are personal data: kept in
// sessionStorage only, gone with the tab and at sign-out.
import { useSyncExternalStore } from 'react';

export interface OpenCustomer {
  id: string;
  name: string;
  number?: number | null;
  changed?: boolean;
  /// The address one came from, and where closing leads back to.
  origin?: string;
}

const most = 8;
const storage = { open: 'kartei.open', recent: 'kartei.recent' };
const listeners = new Set<() => void>();
const memory = new Map<string, OpenCustomer[]>();

function read(key: string): OpenCustomer[] {
  if (!memory.has(key)) {
    try {
      memory.set(key, JSON.parse(sessionStorage.getItem(key) ?? '[]') as OpenCustomer[]);
    } catch {
      memory.set(key, []);
    }
  }
  return memory.get(key)!;
}

function write(key: string, list: OpenCustomer[]) {
  memory.set(key, list);
  sessionStorage.setItem(key, JSON.stringify(list));
  listeners.forEach((listener) => listener());
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useOpenCustomers = () => useSyncExternalStore(subscribe, () => read(storage.open));
export const useRecentCustomers = () => useSyncExternalStore(subscribe, () => read(storage.recent));

function same(a: OpenCustomer, b: OpenCustomer) {
  return (
    a.name === b.name && a.number === b.number && Boolean(a.changed) === Boolean(b.changed) && a.origin === b.origin
  );
}

let left: string | undefined;
/// Called by the frame on the way to another screen.
export function note_left(address: string) {
  left = address;
}
const is_profile = (address: string) => /^\/customers\/(new\/|\d)/.test(address);

/// A customer's screen opens: where he was come from is where closing leads back to. Going to and fro between open
/// customers changes nothing.
export function note_arrival(id: string) {
  const known = read(storage.open).find((one) => one.id === id);
  if (known && (left === undefined || is_profile(left))) return;
  origins.set(id, left);
  if (known) note_open({ ...known, origin: left });
}
const origins = new Map<string, string | undefined>();

/// The one who was just entered takes the place of his form.
export function note_created(form: string, id: string) {
  const origin = read(storage.open).find((one) => one.id === form)?.origin;
  write(
    storage.open,
    read(storage.open).map((one) => (one.id === form ? { ...one, id, changed: false, origin } : one)),
  );
}

/// Whoever has unsaved entries is not crowded out.
function with_room(open: OpenCustomer[]): OpenCustomer[] {
  if (open.length < most) return open;
  const out = open.find((one) => !one.changed);
  return out ? open.filter((one) => one !== out) : open;
}

export function note_open(customer: OpenCustomer) {
  const open = read(storage.open);
  const known = open.find((one) => one.id === customer.id);
  const noted = { ...customer, origin: customer.origin ?? known?.origin ?? origins.get(customer.id) };
  if (!known) write(storage.open, [...with_room(open), noted]);
  else if (!same(known, noted))
    write(
      storage.open,
      open.map((one) => (one.id === customer.id ? noted : one)),
    );
  if (customer.id.startsWith('new')) return;
  const recent = read(storage.recent);
  if (recent[0]?.id === customer.id && same(recent[0], { ...customer, origin: recent[0].origin })) return;
  write(
    storage.recent,
    [{ ...customer, changed: false }, ...recent.filter((one) => one.id !== customer.id)].slice(0, 10),
  );
}

const closing = new Set<(id: string) => (() => void) | undefined>();
/// What keeps entries of a customer joins here: throws them away when he is closed, and says how they come back.
export function when_closing(forget: (id: string) => (() => void) | undefined) {
  closing.add(forget);
}
/// What was thrown away with it; nothing where nothing was entered.
export const forget_entered = (id: string) => [...closing].flatMap((forget) => forget(id) ?? []);

/// Takes a customer off the row of open ones; returns where he was come from, unless that has been closed meanwhile.
export function note_closed(id: string): string {
  const open = read(storage.open);
  const rest = open.filter((one) => one.id !== id);
  const origin = open.find((one) => one.id === id)?.origin;
  write(storage.open, rest);
  origins.delete(id);
  if (!origin) return '/';
  const back = rest.find((one) => address_of(one.id) === origin);
  if (is_profile(origin) && !back) return '/';
  returned = back?.id;
  return origin;
}

let returned: string | undefined;
/// Before the way back to a customer, from whatever was done with him.
export function note_return(id: string | number) {
  returned = String(id);
}
/// The same by an address, for who goes back in the history of the browser.
export function note_return_to(path: string) {
  const [, id] = /^\/customers\/(\d+)$/.exec(path) ?? [];
  if (id) note_return(id);
}
/// Whether the screen is one that is come back to: the cursor then stands in no field, where typing ahead would
/// overwrite somebody else.
export function is_come_back_to(id: string): boolean {
  const yes = returned === id;
  returned = undefined;
  return yes;
}

export function forget_open() {
  memory.clear();
  listeners.forEach((listener) => listener());
}

export function path_of(
  id: string,
): { to: '/customers/$id'; params: { id: string } } | { to: '/customers/new/$kind'; params: { kind: string } } {
  return id.startsWith('new-')
    ? { to: '/customers/new/$kind', params: { kind: id.slice(4) } }
    : { to: '/customers/$id', params: { id } };
}

export const address_of = (id: string) =>
  id.startsWith('new-') ? `/customers/new/${id.slice(4)}` : `/customers/${id}`;
