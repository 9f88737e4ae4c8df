// The lists of a customer (family, passports, bank accounts, phones, surcharges, commission …): what they are called,
// and asking for them. Their rows are kept by ui/forms.
import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/client.ts';
import type { Values } from '../../forms/draft.ts';
import type { Owner, Row } from '../../forms/rows.ts';
import { useTold } from '../../forms/told.ts';
import type { CarriedLabel } from '../../shell/labels.ts';
import { customer_key } from '../../api/customer.ts';

export interface Warning {
  key: string;
  text: string;
  list?: string;
  row?: number;
}
/// Another customer's rows, which hold for this one while there are no own ones.
export interface InheritedRows {
  from: { id: number; number: number; name: string };
  lines: readonly string[];
}
/// What hangs on a customer: the rows of each list that the program declares, by its name, and what is told beside them.
export interface Lists {
  relations_of_others?: readonly {
    id: number;
    number: number;
    name: string;
    kind: string | null;
    remark: string | null;
  }[];
  former_numbers?: readonly { number: number }[];
  agency?: (Values & { version?: number }) | null;
  labels?: readonly CarriedLabel[];
  permissions?: readonly { permission: string; state: 'given' | 'withdrawn' | 'none'; at?: string | null }[];
  warnings?: readonly Warning[];
  [list: string]: unknown;
}
const none: readonly Row[] = [];
export const rows_in = (lists: Lists | undefined, list: string) =>
  (lists?.[list] as readonly Row[] | undefined) ?? none;
export const inherited_in = (lists: Lists, list: string) =>
  (lists[`inherited_${list}`] as InheritedRows | null | undefined) ?? null;

export const lists_key = (id: string | number) => ['lists', String(id)];

export function useLists(id: number | undefined) {
  return useQuery({
    queryKey: lists_key(id ?? 0),
    enabled: id !== undefined,
    retry: false,
    queryFn: ({ signal }) => get<Lists>(`/customers/${id}/lists`, undefined, signal),
  });
}

/// What shows a customer beside his lists.
const follow_of = (id: number) => [
  customer_key(id),
  ['history', String(id)],
  ['links', String(id)],
  ['agency', String(id)],
];

export const owner_of = (id: number): Owner => ({
  form: String(id),
  path: `/customers/${id}`,
  lists: lists_key(id),
  follow: follow_of(id),
});

export const useToldOf = (customer: number) => useTold([lists_key(customer), ...follow_of(customer)]);
