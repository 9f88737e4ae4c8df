// Saving one row when it is left (decisions 23, J-208): shown at once, confirmed by the server, with the way back.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { new_key, Refusal } from '../../api/client.ts';
import type { FieldDeclaration } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import type { Draft, Values } from './draft.ts';
import { change_row, create_row, put_rows, refresh_lists, useTold, type ListName, type Row } from './lists.ts';
import { saves_with_customer } from './row_drafts.ts';

interface Options {
  customer: number;
  list: ListName;
  /// Undefined: a row that is not stored yet.
  row?: Row;
  draft: Draft;
  fields: readonly FieldDeclaration[];
  /// What a new row brings with it (the holder of a passport).
  given?: Values;
  on_created?: (row: Row) => void;
}

const without_event = ({ change_event: _event, ...row }: Row & { change_event?: number }): Row => row as Row;

function take_problems(draft: Draft, fields: readonly FieldDeclaration[], refusal: Refusal): boolean {
  const known = new Set(fields.map((field) => field.name));
  const issues = (refusal.problem.issues ?? []).filter((issue) => issue.field && known.has(issue.field));
  draft.set_problems(issues.map((issue) => [issue.field!, issue.message] as const));
  return issues.length > 0;
}

/// The two ways of writing a row; both give the change event that undoes it.
function useWriting({ customer, list, row, draft, given, on_created }: Options) {
  const queries = useQueryClient();
  const once = useRef(new_key());
  const create = async () => {
    const made = await create_row(customer, list, { ...given, ...draft.changes() }, once.current);
    once.current = new_key();
    const stored = without_event(made);
    put_rows(queries, customer, list, (rows) => [...rows.filter((one) => one.id !== stored.id), stored]);
    draft.discard();
    on_created?.(stored);
    return made.change_event;
  };
  const change = async () => {
    const [before, kept, sent] = [draft.base, draft.keep(), draft.changes()];
    draft.accept({ ...before, ...sent }, sent);
    try {
      const changed = await change_row(customer, list, row!, sent);
      const stored = without_event(changed);
      draft.accept(stored as Values, sent);
      put_rows(queries, customer, list, (rows) => rows.map((one) => (one.id === stored.id ? stored : one)));
      return changed.change_event;
    } catch (reason) {
      draft.roll_back(before, kept);
      throw reason;
    }
  };
  return { write: row ? change : create, once };
}

export function useRow(options: Options) {
  const { customer, list, draft, fields } = options;
  const t = useText();
  const queries = useQueryClient();
  const told = useTold(customer);
  const { write, once } = useWriting(options);
  const busy = useRef<Promise<boolean>>(undefined);
  const attempt = async (): Promise<boolean> => {
    try {
      told(await write(), t('ui.row.saved', { list: t(`ui.list.${list}`) }));
      refresh_lists(queries, customer);
      return true;
    } catch (reason) {
      if (reason instanceof Refusal) {
        once.current = new_key(); // an answer that got lost keeps its key
        if (reason.status === 412) refresh_lists(queries, customer);
        if (take_problems(draft, fields, reason)) return false;
      }
      show_toast({ text: words_of(reason, t), tone: 'danger' });
      return false;
    }
  };
  const save = async (): Promise<boolean> => {
    if (busy.current) await busy.current;
    if (!draft.changed) return true;
    busy.current = attempt().finally(() => (busy.current = undefined));
    return busy.current;
  };
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => saves_with_customer(() => latest.current()), []);
  return save;
}
