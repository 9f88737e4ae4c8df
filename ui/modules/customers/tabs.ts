// The eight tabs of a customer: their order, which of them show fields of the customer's own record, which show its
// lists. The tab that was shown last is remembered per open customer.
import { useSyncExternalStore } from 'react';

export type TabId = 'customer' | 'family' | 'banks' | 'more' | 'attributes' | 'phones' | 'purchases' | 'trips';

export const tab_ids: readonly TabId[] = [
  ...(['customer', 'family', 'banks', 'more', 'attributes', 'phones', 'purchases', 'trips'] as const),
];

/// Tabs that need a stored customer, because they hold nothing but rows of their own.
export const needs_record = (tab: TabId) => ['family', 'banks', 'phones', 'purchases', 'trips'].includes(tab);

const shown = new Map<string, TabId>();

export function tab_of(id: string): TabId {
  return shown.get(id) ?? 'customer';
}
export function remember_tab(id: string, tab: TabId) {
  shown.set(id, tab);
}
export function forget_tab(id: string) {
  shown.delete(id);
  holders.delete(id);
}

/// The tab of each list.
export const tab_of_list: Record<string, TabId> = {
  family: 'family',
  passports: 'family',
  wishes: 'family',
  relations: 'family',
  bank_accounts: 'banks',
  cards: 'banks',
  phones: 'phones',
  surcharges: 'attributes',
  commission_assignments: 'more',
  fee_assignments: 'more',
  agency: 'more',
};

const holders = new Map<string, number>();
const listeners = new Set<() => void>();
/// Whose papers the tab Familie/Pass shows: 0 = the customer's own.
export function show_holder(id: string, holder: number) {
  holders.set(id, holder);
  listeners.forEach((listener) => listener());
}
const listen = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export function useHolder(customer: number): [number, (holder: number) => void] {
  const id = String(customer);
  const shown_one = useSyncExternalStore(listen, () => holders.get(id) ?? 0);
  return [shown_one, (holder) => show_holder(id, holder)];
}
