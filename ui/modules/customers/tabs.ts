// The eight tabs of a customer: their order, which of them show fields of the customer's own record, which show its
// lists. The tab that was shown last is remembered per open customer.
import { useCallback, useSyncExternalStore } from 'react';
import type { DeclaredList } from '../../api/types.ts';
import { useDeclaredLists } from '../../forms/declared.ts';

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

/// The tab of each list, as the program declares it; none: beside the tabs.
export function useTabOfList(): (list: string) => TabId | undefined {
  const lists = useDeclaredLists();
  return useCallback(
    (name) => tab_ids.find((tab) => tab === lists.find((list) => list.owner === 'customer' && list.name === name)?.tab),
    [lists],
  );
}

/// Lists that are shown in a way of their own (FamilyTab, BankTab, ListTabs, AgencyForm); all others as they are declared.
const shown_apart = ['family', 'passports', 'wishes', 'relations', 'bank_accounts', 'cards', 'phones', 'agency'];
export const is_shown_as_declared = ({ owner, tab, name }: DeclaredList) =>
  owner === 'customer' && tab !== null && !shown_apart.includes(name);

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
