// What the server says about open items, direct debits and dunning.
import { useQuery } from '@tanstack/react-query';
import { get, send } from '../../api/client.ts';
import { page_size } from '../../parts/grid/pages.ts';

export interface Somebody {
  id: number;
  number: number | null;
  name: string;
}
export type Scheme = 'core' | 'b2b';

export interface Debit {
  customer: Somebody;
  booking: number;
  due_on: string;
  amount: string;
  iban: string;
  mandate: string | null;
  sequence: string | null;
  problems: { field: string; key: string; text: string }[];
}
export interface DebitPreview {
  collect_on: string;
  asked_on: string;
  short_notice: boolean;
  /// Too many for a request: only `count` is there, and a job looks at them.
  as_job?: true;
  count?: number;
  due: number;
  to_fix: number;
  going: number;
  total: string;
  debits: Debit[];
}
export interface DebitItem {
  position: number;
  customer: Somebody | null;
  booking: number;
  amount: string;
  iban: string;
  sequence: string;
  returned_on: string | null;
  reason_text: string | null;
  blocked: boolean;
}
/// What a run came to.
export interface MadeDebits {
  run: number;
  again: boolean;
  items_count: number;
  left_over: number;
}
export interface DebitRun {
  id: number;
  state: 'making' | 'made' | 'withdrawing' | 'withdrawn';
  collect_on: string;
  scheme: Scheme;
  message_id: string;
  made_at: string;
  made_by: string;
  items_count: number;
  total: string;
  items?: DebitItem[];
}

export interface Reminder {
  position: number;
  customer: Somebody;
  booking: number | null;
  order: string | null;
  level: number;
  due_from: string;
  days_late: number;
  amount: string;
  fee: string;
  taken_out: boolean;
  problem: string | null;
}
export interface DunningPreview {
  on: string;
  as_job?: true;
  count: number;
  total: string;
  letters: Reminder[];
}
export interface DunningRun {
  id: number;
  on: string;
  made_at: string;
  made_by: string;
  printed_at: string | null;
  count?: number;
  letters?: Reminder[];
}

export interface Taken {
  taken: {
    booking: number | null;
    order: string | null;
    credit: string;
    paper: 'invoice' | 'receipt';
    position: number | null;
  }[];
}

const key = 'payments';
export const payments_key = [key];

const strings = (numbers: readonly number[]) => numbers.map(String);

export const useDebitPreview = (collect_on: string, scheme: Scheme, left_out: readonly number[]) =>
  useQuery<DebitPreview>({
    queryKey: [key, 'debits', collect_on, scheme, left_out],
    retry: false,
    placeholderData: (old) => old,
    queryFn: ({ signal }) =>
      get<DebitPreview>('/direct-debits/preview', { collect_on, scheme, leave_out: strings(left_out) }, signal),
  });

export const useDebitRuns = () =>
  useQuery({
    queryKey: [key, 'runs'],
    queryFn: async ({ signal }) => (await get<{ rows: DebitRun[] }>('/direct-debits', undefined, signal)).rows,
  });

/// A run with a page of its items: large ones have a hundred thousand.
export const load_debit_run = (id: number, page: number, signal?: AbortSignal) =>
  get<DebitRun>(`/direct-debits/${id}`, { offset: page * page_size, limit: page_size }, signal);

export const useDebitRun = (id: number) =>
  useQuery({ queryKey: [key, 'run', id], queryFn: ({ signal }) => load_debit_run(id, 0, signal) });

export const useDunningPreview = (on: string, enabled: boolean) =>
  useQuery({
    queryKey: [key, 'dunning', on],
    enabled,
    retry: false,
    queryFn: ({ signal }) => get<DunningPreview>('/dunning-runs/preview', { on }, signal),
  });

export const useDunningRuns = () =>
  useQuery({
    queryKey: [key, 'dunning-runs'],
    queryFn: async ({ signal }) => (await get<{ rows: DunningRun[] }>('/dunning-runs', undefined, signal)).rows,
  });

/// A run with a page of whom it reminds.
export const load_dunning_run = (id: number, page: number, signal?: AbortSignal) =>
  get<DunningRun>(`/dunning-runs/${id}`, { offset: page * page_size, limit: page_size }, signal);

export const useDunningRun = (id: number | undefined) =>
  useQuery({
    queryKey: [key, 'dunning-run', id],
    enabled: id !== undefined,
    queryFn: ({ signal }) => load_dunning_run(id!, 0, signal),
  });

export const post = async <T>(path: string, body: unknown, once: string) =>
  (await send<T>('POST', path, { body, once })).data;
