// Asking the server about customers: one function per question.
import { useQuery, type QueryClient } from '@tanstack/react-query';
import { get, send, type Received } from '../../api/client.ts';
import type { ChangeEvent, Choices, CustomerRecord, FieldDeclaration, Proposals, Value } from '../../api/types.ts';
import type { Values } from './draft.ts';

export function useFields() {
  return useQuery({
    queryKey: ['fields'],
    staleTime: Infinity,
    queryFn: async ({ signal }) =>
      (await get<{ records: { customer: FieldDeclaration[] } }>('/fields', undefined, signal)).records.customer,
  });
}

export function useChoices() {
  return useQuery({
    queryKey: ['choices'],
    staleTime: Infinity,
    queryFn: ({ signal }) => get<Choices>('/choices', undefined, signal),
  });
}

export const customer_key = (id: string | number) => ['customer', String(id)];

export async function load_customer(id: string | number, signal?: AbortSignal): Promise<CustomerRecord> {
  const { data, version } = await send<CustomerRecord>('GET', `/customers/${id}`, { signal });
  return { ...data, version: data.version ?? version ?? 0 };
}

export type Saved = CustomerRecord & { change_event?: number };

function with_version({ data, version }: Received<Saved>): Saved {
  return { ...data, version: data.version ?? version ?? 0 };
}

export async function create_customer(values: Values, once: string): Promise<Saved> {
  const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  return with_version(await send<Saved>('POST', '/customers', { body: filled, once }));
}

export async function change_customer(id: number, version: number, changes: Values): Promise<Saved> {
  return with_version(await send<Saved>('PATCH', `/customers/${id}`, { body: changes, version }));
}

export async function delete_customer(id: number, version: number): Promise<number | undefined> {
  return (await send<{ change_event?: number } | undefined>('DELETE', `/customers/${id}`, { version })).data
    ?.change_event;
}

export async function proposals(values: Values, signal?: AbortSignal): Promise<Proposals> {
  const names = ['salutation', 'title', 'name', 'first_name', 'name_prefix', 'kind', 'language'];
  const body = Object.fromEntries(
    names
      .map((name) => [name, values[name]])
      .filter(([, value]) => value !== null && value !== undefined && value !== ''),
  );
  return (await send<Proposals>('POST', '/customers/proposals', { body, signal })).data;
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
