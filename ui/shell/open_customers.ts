// The customers open in this browser tab (at most eight) and those opened lately. Names are personal data: kept in
// sessionStorage only, gone with the tab and at sign-out.
import { useSyncExternalStore } from 'react';

export interface OpenCustomer {
  id: string;
  name: string;
  number?: number | null;
  changed?: boolean;
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
  return a.name === b.name && a.number === b.number && Boolean(a.changed) === Boolean(b.changed);
}

export function note_open(customer: OpenCustomer) {
  const open = read(storage.open);
  const known = open.find((one) => one.id === customer.id);
  if (!known) write(storage.open, [...open.slice(-(most - 1)), customer]);
  else if (!same(known, customer))
    write(
      storage.open,
      open.map((one) => (one.id === customer.id ? customer : one)),
    );
  if (customer.id.startsWith('new')) return;
  const recent = read(storage.recent);
  if (recent[0]?.id === customer.id && same(recent[0], customer)) return;
  write(
    storage.recent,
    [{ ...customer, changed: false }, ...recent.filter((one) => one.id !== customer.id)].slice(0, 10),
  );
}

/// Takes a customer off the row of open ones; returns whom to show next.
export function note_closed(id: string): OpenCustomer | undefined {
  const open = read(storage.open);
  const place = open.findIndex((one) => one.id === id);
  const rest = open.filter((one) => one.id !== id);
  write(storage.open, rest);
  return rest[Math.min(place, rest.length - 1)];
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
