// The eight links of a customer to another ("Gehört zu Kundennummer"): who stands there, what is inherited from whom,
// who depends on this customer. Asking the server; the number itself is a field of the customer's record.
import { keepPreviousData, useQuery, type QueryClient } from '@tanstack/react-query';
import { get, send } from '../../api/client.ts';
import type { LinkedCustomer } from '../../forms/LinkField.tsx';
import type { Row } from '../../forms/rows.ts';
import { lists_key } from './lists.ts';
import { customer_key } from '../../api/customer.ts';
import { type Saved } from './record.ts';

export interface Inherited {
  what: string;
  from: LinkedCustomer;
  lines: readonly (string | Row)[];
}
export interface Link {
  field: string;
  customer: LinkedCustomer | null;
  one_sided?: boolean;
  inherits?: readonly Inherited[];
  chain?: readonly LinkedCustomer[];
}
export interface Dependants {
  field: string;
  count: number;
  rows: readonly LinkedCustomer[];
}
export interface Links {
  links: readonly Link[];
  dependants: readonly Dependants[];
}

/// Links whose contents can be copied once, to be changed afterwards (J-171).
export const copied: readonly string[] = ['billing_address_from', 'commission_from', 'fees_from'];

export const links_key = (id: string | number) => ['links', String(id)];

export function useLinks(id: number | undefined, version: number | undefined) {
  return useQuery({
    queryKey: [...links_key(id ?? 0), version],
    enabled: id !== undefined,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<Links>(`/customers/${id}/links`, undefined, signal),
  });
}

export async function copy_link(id: number, field: string, version: number): Promise<Saved> {
  const { data, version: tag } = await send<Saved>('POST', `/customers/${id}/links/${field}/copy`, { version });
  return { ...data, version: data.version ?? tag ?? 0 };
}

export function refresh_links(queries: QueryClient, id: number) {
  void queries.invalidateQueries({ queryKey: links_key(id) });
  void queries.invalidateQueries({ queryKey: lists_key(id) });
  void queries.invalidateQueries({ queryKey: customer_key(id) });
}
