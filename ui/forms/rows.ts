// Rows of a record's lists: asking, keeping, changing. A row is changed by itself and against its own version; every
// change can be undone. Knows no list by name.
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { get, send } from '../api/client.ts';
import type { FieldDeclaration, Value } from '../api/types.ts';
import type { Text } from '../shell/language.tsx';
import type { Values } from './draft.ts';
import { forget_row, type RowEntry } from './entries.ts';
import { as_declared, save_draft, written_of, type Outcome } from './saving.ts';

export type Row = { id: number; version: number; position?: number } & Record<string, Value | undefined>;
type Answer = Row & { change_event?: number };

/// Whose rows they are.
export interface Owner {
  /// The form that shows them (entries.ts).
  form: string;
  path: string;
  /// Where the lists of the owner are kept, by name.
  lists: QueryKey;
  /// What else shows them.
  follow: readonly QueryKey[];
}

/// The mark of a record of which its owner has one at most.
export const single = 'one';

const path_of = (owner: Owner, list: string) => `${owner.path}/${list.replaceAll('_', '-')}`;

export async function create_row(owner: Owner, list: string, values: Values, once: string): Promise<Answer> {
  const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  return (await send<Answer>('POST', path_of(owner, list), { body: filled, once })).data;
}
export async function change_row(owner: Owner, list: string, row: Row, changes: Values): Promise<Answer> {
  const { data, version } = await send<Answer>('PATCH', `${path_of(owner, list)}/${row.id}`, {
    body: changes,
    version: row.version,
  });
  return { ...data, version: data.version ?? version ?? row.version + 1 };
}
export async function delete_row(owner: Owner, list: string, row: Row): Promise<number | undefined> {
  const { data } = await send<{ change_event?: number } | undefined>('DELETE', `${path_of(owner, list)}/${row.id}`, {
    version: row.version,
  });
  return data?.change_event;
}
export async function order_rows(owner: Owner, list: string, ids: number[]): Promise<number | undefined> {
  const { data } = await send<{ change_event?: number }>('PUT', `${path_of(owner, list)}/order`, { body: { ids } });
  return data?.change_event;
}
export const reveal_row = (owner: Owner, list: string, row: number) =>
  get<Values>(`${path_of(owner, list)}/${row}/secrets`);

export function refresh_rows(queries: QueryClient, owner: Owner) {
  void queries.invalidateQueries({ queryKey: owner.lists });
  owner.follow.forEach((queryKey) => void queries.invalidateQueries({ queryKey }));
}

type KeptLists = Record<string, Row[] | undefined>;
/// Puts a change of the rows on the screen without asking again.
export function put_rows(queries: QueryClient, owner: Owner, list: string, change: (rows: Row[]) => Row[]) {
  queries.setQueryData<KeptLists>(owner.lists, (old) => old && { ...old, [list]: change(old[list] ?? []) });
}
export const rows_of = (queries: QueryClient, owner: Owner, list: string): readonly Row[] =>
  queries.getQueryData<KeptLists>(owner.lists)?.[list] ?? [];

/// Saves what is typed into a row, on the screen or not.
export async function save_row(
  entry: RowEntry,
  { owner, fields, queries, t }: { owner: Owner; fields: readonly FieldDeclaration[]; queries: QueryClient; t: Text },
): Promise<Outcome<Row & Values & { id: number }>> {
  type Kept = Row & Values & { id: number };
  const { list, draft } = entry;
  const row = rows_of(queries, owner, list).find((one) => String(one.id) === entry.mark);
  const put = (stored: Row) =>
    put_rows(queries, owner, list, (rows) =>
      rows.some((one) => one.id === stored.id)
        ? rows.map((one) => (one.id === stored.id ? stored : one))
        : [...rows, stored],
    );
  const create = async (once: string) => {
    const values = as_declared({ ...entry.given, ...draft.changes() }, fields);
    const written = written_of<Kept>((await create_row(owner, list, values, once)) as Kept, undefined);
    put(written.saved);
    draft.discard();
    if (entry.stored) entry.stored(written.saved);
    else forget_row(entry);
    return written;
  };
  const change_single = async (values: Values, version: number) => {
    const answer = await send<Kept & { change_event?: number }>('PATCH', path_of(owner, list), {
      body: values,
      version,
    });
    const written = written_of<Kept>(answer.data, answer.version);
    queries.setQueryData([list, owner.form], written.saved);
    return written;
  };
  const change = async (values: Values, version: number) => {
    if (entry.mark === single) return change_single(values, version);
    const changed = await change_row(owner, list, { ...row!, id: Number(entry.mark), version }, values);
    const written = written_of<Kept>(changed as Kept, undefined);
    put(written.saved);
    return written;
  };
  const is_new = entry.mark.startsWith('new');
  if (row && Number(draft.base.version ?? 0) < row.version) draft.rebase(row as Values);
  const outcome = await save_draft<Kept>(
    draft,
    { fields, seen: (current) => entry.mark !== single && put(current as Row), ...(is_new ? { create } : { change }) },
    t,
  );
  if (typeof outcome === 'string' && outcome !== 'unchanged') refresh_rows(queries, owner);
  return outcome;
}
