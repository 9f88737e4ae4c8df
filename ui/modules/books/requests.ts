// What the server says about exports of the journal and about bank statements.
import { useQuery } from '@tanstack/react-query';
import { get, new_key, send, upload } from '../../api/client.ts';

export interface JournalExport {
  id: number;
  from: string;
  to: string;
  made_at: string;
  made_by: string;
  lines: number;
  amount: string;
}
export interface ExportPlan {
  lines: number;
  amount: string;
  exported_before: readonly JournalExport[];
}
export interface Period {
  from: string;
  to: string;
}

export const exports_key = ['journal-exports'];
export const useExports = () =>
  useQuery({
    queryKey: exports_key,
    queryFn: async ({ signal }) =>
      (await get<{ exports: JournalExport[] }>('/journal/exports', undefined, signal)).exports,
  });
export const plan_export = async (body: Period) =>
  (await send<ExportPlan>('POST', '/journal/exports/preview', { body })).data;
export const make_export = async (body: Period) =>
  (await send<JournalExport>('POST', '/journal/exports', { body, once: new_key() })).data;

export interface Part {
  booking: number | null;
  order: string | null;
  amount: string;
  takes_back: number | null;
  customer?: { id: number; number: number; name: string } | null;
}
export interface Proposal {
  parts: readonly Part[];
  certainty: number;
  clear: boolean;
  reasons: readonly { key: string; text: string }[];
}
export type EntryState = 'open' | 'posted' | 'set_aside';
export interface Entry {
  id: number;
  version: number;
  statement_number: string | null;
  account: string;
  booked_on: string;
  amount: string;
  charges: string;
  name: string | null;
  iban: string | null;
  text: string | null;
  end_to_end: string | null;
  reason: string | null;
  state: EntryState;
  note: string | null;
  parts: readonly Part[];
  proposals: readonly Proposal[];
}
export interface Imported {
  entries: number;
  known: number;
  doubtful: number;
  posted: number;
  gaps: readonly string[];
  change_event: number | null;
}

export const entries_key = ['bank-entries'];
export const useEntries = (state: EntryState) =>
  useQuery({
    queryKey: [...entries_key, state],
    queryFn: ({ signal }) => get<{ rows: Entry[]; count: number }>('/bank-entries', { state }, signal),
  });
export const import_statement = (file: File) =>
  upload<Imported>('/bank-statements', { file_name: file.name }, file, () => {});

const act = (entry: Entry, what: string, body?: object) =>
  send<Entry>('POST', `/bank-entries/${entry.id}/${what}`, { body, version: entry.version });
export const post_entry = (entry: Entry, parts: readonly Part[]) =>
  act(entry, 'posting', {
    parts: parts.map(({ booking, order, amount, takes_back }) => ({ booking, order, amount, takes_back })),
  });
export const open_entry = (entry: Entry) => act(entry, 'opening');
export const set_aside = (entry: Entry) => act(entry, 'setting-aside', {});
