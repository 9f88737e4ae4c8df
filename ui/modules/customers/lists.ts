// The lists of a customer (family, passports, bank accounts, phones, surcharges, commission …): asking, keeping,
// changing. A row is changed by itself and against its own version; every change can be undone.
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { get, send } from '../../api/client.ts';
import type { Value } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { remember_change, reverse } from '../../shell/undo.ts';
import { words_of } from '../../shell/words_of.ts';
import type { Values } from './draft.ts';

export type ListName =
  | 'family'
  | 'passports'
  | 'wishes'
  | 'bank_accounts'
  | 'cards'
  | 'phones'
  | 'surcharges'
  | 'commission_assignments'
  | 'fee_assignments'
  | 'notes';

/// The record of each list in GET /fields, which is also the first part of its captions.
export const record_of: Record<ListName, string> = {
  family: 'family_member',
  passports: 'passport',
  wishes: 'wish',
  bank_accounts: 'bank_account',
  cards: 'card',
  phones: 'phone_entry',
  surcharges: 'surcharge',
  commission_assignments: 'commission_assignment',
  fee_assignments: 'fee_assignment',
  notes: 'note',
};

export type Row = { id: number; version: number; position?: number } & Record<string, Value | undefined>;
export interface Warning {
  key: string;
  text: string;
  list?: string;
  row?: number;
}
/// Lists whose rows another customer's hold for while there are no own ones.
export type InheritedList = 'surcharges' | 'commission_assignments' | 'fee_assignments';
export interface InheritedRows {
  from: { id: number; number: number; name: string };
  lines: readonly string[];
}
export type Lists = Record<ListName, Row[]>
  & Record<`inherited_${InheritedList}`, InheritedRows | null> & {
    former_numbers: readonly { number: number }[];
    agency: (Values & { version?: number }) | null;
    labels: readonly { label: string; granted_at?: string | null; expires_at?: string | null }[];
    permissions: readonly { permission: string; state: 'given' | 'withdrawn' | 'none'; at?: string | null }[];
    warnings: readonly Warning[];
  };

export const lists_key = (id: string | number) => ['lists', String(id)];

export function useLists(id: number | undefined) {
  return useQuery({
    queryKey: lists_key(id ?? 0),
    enabled: id !== undefined,
    retry: false,
    queryFn: ({ signal }) => get<Lists>(`/customers/${id}/lists`, undefined, signal),
  });
}

const path_of = (customer: number, list: ListName) => `/customers/${customer}/${list.replace('_', '-')}`;
type Answer = Row & { change_event?: number };

export async function create_row(customer: number, list: ListName, values: Values, once: string): Promise<Answer> {
  const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  return (await send<Answer>('POST', path_of(customer, list), { body: filled, once })).data;
}
export async function change_row(customer: number, list: ListName, row: Row, changes: Values): Promise<Answer> {
  const { data, version } = await send<Answer>('PATCH', `${path_of(customer, list)}/${row.id}`, {
    body: changes,
    version: row.version,
  });
  return { ...data, version: data.version ?? version ?? row.version + 1 };
}
export async function delete_row(customer: number, list: ListName, row: Row): Promise<number | undefined> {
  const { data } = await send<{ change_event?: number } | undefined>('DELETE', `${path_of(customer, list)}/${row.id}`, {
    version: row.version,
  });
  return data?.change_event;
}
export async function order_rows(customer: number, list: ListName, ids: number[]): Promise<number | undefined> {
  const { data } = await send<{ change_event?: number }>('PUT', `${path_of(customer, list)}/order`, { body: { ids } });
  return data?.change_event;
}
export const reveal_row = (customer: number, list: ListName, row: number) =>
  get<Values>(`${path_of(customer, list)}/${row}/secrets`);

export function refresh_lists(queries: QueryClient, customer: number) {
  void queries.invalidateQueries({ queryKey: lists_key(customer) });
  void queries.invalidateQueries({ queryKey: ['history', String(customer)] });
}

/// Puts a change of the rows on the screen without asking again.
export function put_rows(queries: QueryClient, customer: number, list: ListName, change: (rows: Row[]) => Row[]) {
  queries.setQueryData<Lists>(lists_key(customer), (old) => old && { ...old, [list]: change(old[list] ?? []) });
}

/// Says that something was saved and offers the way back, as a button and by Ctrl+Z.
export function useTold(customer: number) {
  const t = useText();
  const queries = useQueryClient();
  const after = () => {
    refresh_lists(queries, customer);
    void queries.invalidateQueries({ queryKey: ['customer', String(customer)] });
    void queries.invalidateQueries({ queryKey: ['links', String(customer)] });
  };
  return (event: number | undefined, text: string) => {
    void queries.invalidateQueries({ queryKey: ['history', String(customer)] });
    remember_change(event, after);
    const undo = () =>
      void reverse(event!).then(
        () => {
          after();
          show_toast({ text: t('ui.undone'), seconds: 5 });
        },
        (reason: unknown) => show_toast({ text: words_of(reason, t), tone: 'danger' }),
      );
    show_toast({ text, action: event === undefined ? undefined : { label: t('ui.undo'), run: undo } });
  };
}
