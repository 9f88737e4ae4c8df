// Asking the server about customers: one function per question.
import { useQuery, type QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { get, send, type Received } from '../../api/client.ts';
import { useLanguage } from '../../shell/language.tsx';
import type { ChangeEvent, Choices, CustomerRecord, FieldDeclaration, Proposals, Value } from '../../api/types.ts';
import type { Values } from './draft.ts';

export type Records = { customer: FieldDeclaration[] } & Record<string, FieldDeclaration[] | undefined>;

const declared = {
  queryKey: ['fields'],
  staleTime: Infinity,
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await get<{ records: Records }>('/fields', undefined, signal)).records,
};
export const useFields = () => useQuery({ ...declared, select: of_customer });
/// The fields of every record: of the customer, of the rows of its lists, of its agency data.
export const useRecords = () => useQuery(declared);
const of_customer = (records: Records) => records.customer;

interface ListedChoices {
  lists: { name: string; entries: ({ code: string; hidden?: boolean | null } & Record<string, unknown>)[] }[];
}
/// Lists that belong to rows of a customer, in the words of `language`; none where they cannot be read.
async function choices_of_rows(language: string, signal: AbortSignal): Promise<Choices> {
  const { lists } = await get<ListedChoices>('/choice-lists', undefined, signal).catch(
    () => ({ lists: [] }) as ListedChoices,
  );
  const word = `label_${language === 'xx' ? 'en' : language}`;
  const offered = (entries: ListedChoices['lists'][number]['entries']) =>
    entries.filter((one) => !one.hidden).map((one) => ({ code: one.code, label: String(one[word] ?? one.code) }));
  return Object.fromEntries(lists.map(({ name, entries }) => [name, offered(entries)]));
}

export function useChoices() {
  const language = useLanguage();
  return useQuery({
    queryKey: ['choices', language],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const [choices, of_rows] = await Promise.all([
        get<Choices>('/choices', undefined, signal),
        choices_of_rows(language, signal),
      ]);
      return { ...of_rows, ...choices };
    },
  });
}

/// The words for a code: of a category (of this kind, when it is known), a language, a country, or a field with a list
/// of its name; the code itself without any. Nothing while the words are on their way: a code would flash.
export function useCodeWords(): (field: string, code: string, kind?: string) => string {
  const { data, isPending } = useChoices();
  return useCallback(
    (field, code, kind) => {
      if (isPending) return '';
      const categories = data?.category ?? {};
      const list = data?.[field === 'language' ? 'languages' : field === 'country' ? 'countries' : field];
      const offered =
        field === 'category'
          ? [...(categories[kind ?? ''] ?? []), ...Object.values(categories).flat()]
          : Array.isArray(list)
            ? list
            : [];
      return offered.find((one) => one.code === code)?.label ?? code;
    },
    [data, isPending],
  );
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

export interface KnownValue {
  value: string;
  count: number;
}

/// What others typed into this field before; asked from the first letter on, a moment after the last key.
export function useValueHelp(field: string, typed: string): readonly KnownValue[] {
  const [asked, ask] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => ask(typed.trim()), 150);
    return () => window.clearTimeout(timer);
  }, [typed]);
  const { data } = useQuery({
    queryKey: ['value-help', field, asked],
    enabled: asked !== '',
    retry: false,
    staleTime: 60_000,
    queryFn: async ({ signal }) =>
      (await get<{ values: KnownValue[] }>('/value-help', { field, q: asked }, signal)).values,
  });
  return data ?? none_known;
}
const none_known: readonly KnownValue[] = [];
