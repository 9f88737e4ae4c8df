// What is typed and not yet saved: the draft of each form and those of the rows that belong to it, whether they are on
// the screen or not. Entries survive another tab, another screen and a reload (sessionStorage of this browser tab;
// personal data never goes into localStorage, sensitive values into neither: decisions/0045).
import { useCallback, useSyncExternalStore } from 'react';
import type { FieldDeclaration } from '../api/types.ts';
import { when_leaving } from '../shell/session.tsx';
import { when_closing } from '../shell/open_customers.ts';
import { when_unsaved } from '../shell/undo.ts';
import { Draft, type KeptDraft, type Values } from './draft.ts';

/// A row that is being entered: of which list, which row of it ("new", "new3" while it is not stored).
export interface RowEntry {
  form: string;
  readonly list: string;
  /// Tells new rows of one list apart (the holder of a passport).
  readonly part: string;
  mark: string;
  /// What a new row brings with it.
  given: Values;
  /// Fields that are sealed in the database and do not lie about in the browser either.
  sealed: readonly string[];
  readonly draft: Draft;
  /// The list on the screen learns that its row is stored.
  stored?: (row: Values & { id: number }) => void;
}

interface Form {
  draft?: Draft;
  rows: Map<string, RowEntry>;
  timer?: number;
}
interface KeptRow {
  list: string;
  part: string;
  mark: string;
  given: Values;
  sealed: readonly string[];
  draft: KeptDraft;
}

const forms = new Map<string, Form>();
const listeners = new Set<() => void>();
const place_of = (id: string) => `kartei.draft.${id}`;
const rows_place_of = (id: string) => `kartei.rows.${id}`;
const row_key = (list: string, part: string, mark: string) => `${list}${part}/${mark}`;

function read<Kept>(place: string): Kept | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? 'null') ?? undefined;
  } catch {
    sessionStorage.removeItem(place);
    return undefined;
  }
}

function keep_now(id: string) {
  const form = forms.get(id);
  if (!form) return;
  const put = (place: string, value: unknown) =>
    value ? sessionStorage.setItem(place, JSON.stringify(value)) : sessionStorage.removeItem(place);
  put(place_of(id), form.draft?.changed && form.draft.keep());
  const rows = rows_entered(id).map(({ list, part, mark, given, sealed, draft }): KeptRow => {
    const { edits, proposed } = draft.keep();
    const open = Object.fromEntries(Object.entries(edits).filter(([name]) => !sealed.includes(name)));
    return { list, part, mark, given, sealed, draft: { edits: open, proposed } };
  });
  put(rows_place_of(id), rows.length && rows);
}

function noticed(id: string) {
  const form = forms.get(id);
  if (form) {
    window.clearTimeout(form.timer);
    form.timer = window.setTimeout(() => keep_now(id), 250);
  }
  listeners.forEach((listener) => listener());
}

function form_of(id: string): Form {
  const known = forms.get(id);
  if (known) return known;
  const form: Form = { rows: new Map() };
  forms.set(id, form);
  for (const kept of read<KeptRow[]>(rows_place_of(id)) ?? []) {
    const before = Object.entries(kept.draft.edits).map(([name, edit]) => [name, edit.before]);
    const draft = new Draft(Object.fromEntries(before));
    draft.restore(kept.draft);
    add_row(form, { form: id, ...kept, draft });
  }
  window.addEventListener('pagehide', () => keep_now(id));
  return form;
}

function add_row(form: Form, entry: RowEntry): RowEntry {
  form.rows.set(row_key(entry.list, entry.part, entry.mark), entry);
  entry.draft.listen('*', () => noticed(entry.form));
  return entry;
}

/// The draft of a form, made from `base` when there is none yet.
export function draft_of(id: string, base: Values): Draft {
  const form = form_of(id);
  if (form.draft) return form.draft;
  form.draft = new Draft(base);
  const kept = read<KeptDraft>(place_of(id));
  if (kept) form.draft.restore(kept);
  form.draft.listen('*', () => noticed(id));
  return form.draft;
}

interface RowStart {
  part?: string;
  given?: Values;
  /// The row as it is stored.
  base?: Values;
  fields: readonly FieldDeclaration[];
}

/// The entry of a row, made when there is none yet.
export function row_entry(
  form: string,
  list: string,
  mark: string,
  { part = '', given = {}, base = {}, fields = [] }: RowStart,
): RowEntry {
  const known = form_of(form).rows.get(row_key(list, part, mark));
  if (known) return known;
  const sealed = fields.filter((field) => field.privacy === 'sensitive').map((field) => field.name);
  const fresh = { form, list, part, mark, given, sealed, draft: new Draft(base) };
  return add_row(form_of(form), fresh);
}

/// Rows of a form with something typed that is not saved.
export const rows_entered = (form: string): RowEntry[] =>
  [...(forms.get(form)?.rows.values() ?? [])].filter((entry) => entry.draft.changed);

export const new_rows_of = (form: string, list: string, part: string): RowEntry[] =>
  rows_entered(form).filter((one) => one.list === list && one.part === part && one.mark.startsWith('new'));

export function forget_row(entry: RowEntry) {
  forms.get(entry.form)?.rows.delete(row_key(entry.list, entry.part, entry.mark));
  noticed(entry.form);
}

/// A row that is being saved makes room for the next new one.
export function rename_row(entry: RowEntry, mark: string) {
  const rows = forms.get(entry.form)?.rows;
  rows?.delete(row_key(entry.list, entry.part, entry.mark));
  entry.mark = mark;
  rows?.set(row_key(entry.list, entry.part, mark), entry);
}

export const is_unsaved = (id: string): boolean =>
  Boolean(forms.get(id)?.draft?.changed) || rows_entered(id).length > 0;

/// Redraws when what is typed into the form or its rows begins or ends to differ from what is stored.
export function useUnsaved(id: string): boolean {
  const listen = useCallback((listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, []);
  return useSyncExternalStore(listen, () => is_unsaved(id));
}

/// Throws away what is typed into a form and its rows; what is returned brings it back.
export function discard_entries(id: string): () => void {
  const form = form_of(id);
  const kept = form.draft?.discard();
  const rows = rows_entered(id).map((entry) => ({ entry, kept: entry.draft.discard() }));
  noticed(id);
  return () => {
    if (kept) form.draft!.restore(kept);
    for (const { entry, kept: typed } of rows) {
      form_of(id).rows.set(row_key(entry.list, entry.part, entry.mark), entry);
      entry.draft.restore(typed);
    }
    noticed(id);
  };
}

/// A new record was stored: rows entered with it are his.
export function move_rows(from: string, to: string) {
  const rows = forms.get(from)?.rows;
  if (!rows) return;
  for (const [key, entry] of rows) {
    entry.form = to;
    form_of(to).rows.set(key, entry);
  }
  rows.clear();
  noticed(from);
  noticed(to);
}

export function forget_entries_of(id: string) {
  window.clearTimeout(forms.get(id)?.timer);
  forms.delete(id);
  sessionStorage.removeItem(place_of(id));
  sessionStorage.removeItem(rows_place_of(id));
  listeners.forEach((listener) => listener());
}

when_leaving(() => {
  for (const id of [...forms.keys()]) forget_entries_of(id);
});
when_unsaved(is_unsaved);
when_closing((id) => {
  const back = is_unsaved(id) ? discard_entries(id) : undefined;
  return back;
});
