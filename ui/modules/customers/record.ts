// Asking the server about customers: one function per question.
import { useQuery, type QueryClient } from '@tanstack/react-query';
import { get, send } from '../../api/client.ts';
import { customer_key } from '../../api/customer.ts';
import type { ChangeEvent, CustomerRecord, Proposals, Value } from '../../api/types.ts';
import type { Values } from '../../forms/draft.ts';
import { written_of, type Written } from '../../forms/saving.ts';

export type Saved = CustomerRecord & { change_event?: number };

export async function create_customer(values: Values, once: string): Promise<Written<CustomerRecord>> {
  const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const { data, version } = await send<Saved>('POST', '/customers', { body: filled, once });
  return written_of(data, version);
}

export async function change_customer(id: number, version: number, changes: Values): Promise<Written<CustomerRecord>> {
  const answer = await send<Saved>('PATCH', `/customers/${id}`, { body: changes, version });
  return written_of(answer.data, answer.version);
}

/// What becomes of the links of others to a customer who is deleted.
export type LinksOfOthers = 'clear' | 'keep';

export async function delete_customer(id: number, version: number, links?: LinksOfOthers): Promise<number | undefined> {
  const query = links ? { links } : {};
  return (await send<{ change_event?: number } | undefined>('DELETE', `/customers/${id}`, { version, query })).data
    ?.change_event;
}

export async function proposals(values: Values, signal?: AbortSignal): Promise<Proposals> {
  const names = ['salutation', 'title', 'name', 'first_name', 'name_prefix', 'kind', 'language', 'country'];
  const body = Object.fromEntries(
    names
      .map((name) => [name, values[name]])
      .filter(([, value]) => value !== null && value !== undefined && value !== ''),
  );
  return (await send<Proposals>('POST', '/customers/proposals', { body, signal })).data;
}

/// A street line taken apart, as far as that is certain.
export const street_parts = async (street: string) =>
  (await send<Proposals>('POST', '/customers/proposals', { body: { street } })).data;
/// What copying the address of the linked customer would fill in what is typed so far; nothing for an unknown number.
export async function copied_address(typed: Values): Promise<Record<string, Value> | null | undefined> {
  const body = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== null));
  return (await send<Proposals>('POST', '/customers/proposals', { body })).data.copied_address;
}

/// Fields the house wants to be asked about before a customer with these values is saved without them.
export async function missing_fields(values: Values): Promise<string[]> {
  const body = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== ''));
  const { warnings = [] } = (await send<Proposals>('POST', '/customers/proposals', { body })).data;
  return warnings.flatMap(({ asks, field }) => (asks && field ? [field] : []));
}

export function useTowns(country: string, postcode: string) {
  const tidy = postcode.trim();
  return useQuery({
    queryKey: ['towns', country, tidy],
    enabled: tidy.length >= 4,
    staleTime: Infinity,
    queryFn: async ({ signal }) =>
      (await get<{ towns: string[] }>('/postcodes', { country, postcode: tidy }, signal)).towns,
  });
}

export interface HistoryPage {
  events: ChangeEvent[];
  cursor?: string | null;
}
export const history_of = (id: string | number, cursor?: string, signal?: AbortSignal) =>
  get<HistoryPage>(`/customers/${id}/history`, { cursor, limit: 30 }, signal);

/// Everything on the screens that shows this customer is asked again.
export function refresh_customer(queries: QueryClient, id: number | string) {
  void queries.invalidateQueries({ queryKey: customer_key(id) });
  void queries.invalidateQueries({ queryKey: ['history', String(id)] });
  void queries.invalidateQueries({ queryKey: ['customers'] });
}

export const as_text = (value: Value | undefined) =>
  value === null || value === undefined ? '' : Array.isArray(value) ? value.join('; ') : String(value);
