// What the server says about selections: what can be asked, counts, reasons, a sample, and the saved ones.
import { useQuery } from '@tanstack/react-query';
import { get, send } from '../../api/client.ts';
import type { Value } from '../../api/types.ts';
import { useLanguage } from '../../shell/language.tsx';
import type { Criteria } from './criteria.ts';
import type { Members } from './document.ts';
import type { Answer } from './places.ts';

export interface Step {
  step: string;
  removed: number;
  added?: number;
  left: number;
}
export interface Counted {
  count: number;
  position?: number;
  lines?: Answer;
  waterfall?: readonly Step[];
}
export interface Explained {
  in: boolean;
  tree?: Answer;
  reasons: readonly { step: string; text: string }[];
}
export type SampleRow = { number: number } & Record<string, Value>;
export interface Saved {
  id: number;
  version: number;
  name: string;
  note?: string | null;
  document: Members;
  owner: string;
  shared_with: readonly number[];
  may_change: boolean;
  /// Of the last run.
  last_count: number | null;
  last_run_at: string | null;
}
export interface Run {
  id: number;
  count: number;
  made_at: string;
  made_by: string;
}
/// Customer numbers.
export interface RunChanges {
  came: readonly number[];
  went: readonly number[];
  /// The first of each.
  named: readonly { id: number; number: number; name: string }[];
}

const empty: Criteria = {
  ...{ fields: [], statuses: [], lists: [], links: [], labels: [], permissions: [], facts: [], selections: [] },
};

/// Undefined until it is known.
export function useCriteria(): Criteria | undefined {
  const language = useLanguage();
  const { data, error } = useQuery({
    queryKey: ['selection-criteria', language],
    staleTime: 60_000,
    queryFn: async ({ signal }) => ({ ...empty, ...(await get<Criteria>('/selections/criteria', undefined, signal)) }),
  });
  if (error && !data) throw error;
  return data;
}

const ask = async <Told>(what: string, body: object, signal?: AbortSignal) =>
  (await send<Told>('POST', `/selections/${what}`, { body, signal })).data;

export const count_of = (document: Members, signal: AbortSignal) =>
  ask<Counted>('count', { document, lines: true }, signal);
export const sample_of = (document: Members, signal: AbortSignal) =>
  ask<{ customers: SampleRow[] }>('sample', { document }, signal);
export const explanation_of = (document: Members, customer: number, signal: AbortSignal) =>
  ask<Explained>('explain', { document, customer }, signal);

export const saved_key = ['selections'];

export const useSavedSelections = () =>
  useQuery({
    queryKey: saved_key,
    queryFn: async ({ signal }) => (await get<{ selections: Saved[] }>('/selections', undefined, signal)).selections,
  });

export async function load_saved(id: number | string, signal?: AbortSignal): Promise<Saved> {
  const { data, version } = await send<Saved>('GET', `/selections/${id}`, { signal });
  return { ...data, version: data.version ?? version ?? 0 };
}

export const useSaved = (id: number | undefined) =>
  useQuery({
    queryKey: [...saved_key, id],
    enabled: id !== undefined,
    queryFn: ({ signal }) => load_saved(id!, signal),
  });

/// How many it holds now; refused where a line no longer fits, which the refusal names.
export const useSavedCount = ({ id, version, document }: Saved) =>
  useQuery({
    queryKey: [...saved_key, id, 'count', version],
    retry: false,
    queryFn: async ({ signal }) =>
      (await send<Counted>('POST', '/selections/count', { body: { document, lines: false }, signal })).data,
  });

type Written = Saved & { change_event?: number };
export type Kept = Pick<Saved, 'name' | 'note' | 'document' | 'shared_with'>;

export const create_saved = async (kept: Kept, once: string) =>
  (await send<Written>('POST', '/selections', { body: kept, once })).data;
export const change_saved = async ({ id, version }: Pick<Saved, 'id' | 'version'>, kept: Partial<Kept>) =>
  (await send<Written>('PATCH', `/selections/${id}`, { body: kept, version })).data;
export const remove_saved = async ({ id, version }: Pick<Saved, 'id' | 'version'>) =>
  (await send<{ change_event?: number } | undefined>('DELETE', `/selections/${id}`, { version })).data;

export const run_saved = async (id: number, once: string) =>
  (await send<Run>('POST', `/selections/${id}/runs`, { once })).data;
export const useRuns = (id: number) =>
  useQuery({
    queryKey: [...saved_key, id, 'runs'],
    queryFn: async ({ signal }) => (await get<{ runs: Run[] }>(`/selections/${id}/runs`, undefined, signal)).runs,
  });
/// Against another run; the one before it when none is named.
export const useRunChanges = (id: number, run: number | undefined, since: number | undefined) =>
  useQuery({
    queryKey: [...saved_key, id, 'runs', run, since],
    enabled: run !== undefined,
    queryFn: ({ signal }) => get<RunChanges>(`/selections/${id}/runs/${run}/changes`, { since }, signal),
  });

/// The roles a selection can be shared with; none where they cannot be read.
