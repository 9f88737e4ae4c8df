// The six tabs of a customer: their order, which of them show fields of the customer's own record, which show its
// lists. The tab that was shown last is remembered per open customer.
export type TabId = 'customer' | 'family' | 'banks' | 'more' | 'attributes' | 'phones';

export const tab_ids: readonly TabId[] = ['customer', 'family', 'banks', 'more', 'attributes', 'phones'];

/// Tabs that need a stored customer, because they hold nothing but rows of their own.
export const needs_record = (tab: TabId) => tab === 'family' || tab === 'banks' || tab === 'phones';

const shown = new Map<string, TabId>();

export function tab_of(id: string): TabId {
  return shown.get(id) ?? 'customer';
}
export function remember_tab(id: string, tab: TabId) {
  shown.set(id, tab);
}
export function forget_tab(id: string) {
  shown.delete(id);
}
