// Saving a customer: shown at once, confirmed by the server, taken back when refused. A colleague's change of other fields is
// merged; of the same field it is put to the user, never overwritten.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { new_key, Refusal } from '../../api/client.ts';
import type { CustomerRecord, FieldDeclaration } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { remember_change, reverse } from '../../shell/undo.ts';
import { type Conflict, type Draft, is_empty } from './draft.ts';
import { change_customer, create_customer, customer_key, refresh_customer, type Saved } from './record.ts';

export type Outcome = { saved: Saved } | 'unchanged' | 'refused' | 'conflict' | 'lost';

interface Options {
  draft: Draft;
  fields: readonly FieldDeclaration[];
  record?: CustomerRecord;
}

export function useSave({ draft, fields, record }: Options) {
  const t = useText();
  const queries = useQueryClient();
  const [conflicts, set_conflicts] = useState<Conflict[]>([]);
  const [refusal, set_refusal] = useState<string>();
  const [busy, set_busy] = useState(false);
  const version = useRef(record?.version ?? 0);
  if (record && record.version > version.current) version.current = record.version;
  const once = useRef(new_key());

  const check = useCallback((): boolean => {
    const problems: [string, string][] = [];
    for (const { name, kind, required } of fields) {
      if (required && !given_by_server(name) && is_empty(draft.value(name))) problems.push([name, t('ui.required')]);
      if (
        kind === 'date'
        && draft.is_changed(name)
        && !is_empty(draft.value(name))
        && !/^\d{4}-\d{2}-\d{2}$/.test(draft.text(name))
      )
        problems.push([name, t('ui.unreadable_date')]);
    }
    if (!problems.length) return true;
    draft.set_problems(problems);
    set_refusal(t('ui.not_saved'));
    return false;
  }, [draft, fields, t]);

  const refused = useCallback(
    (reason: Refusal): Outcome => {
      const known = new Set(fields.map((field) => field.name));
      const issues = reason.problem.issues ?? [];
      draft.set_problems(
        issues
          .filter((issue) => issue.field && known.has(issue.field))
          .map((issue) => [issue.field!, issue.message] as const),
      );
      const others = issues.filter((issue) => !issue.field || !known.has(issue.field)).map((issue) => issue.message);
      set_refusal([reason.message, ...others].join(' '));
      return 'refused';
    },
    [draft, fields],
  );

  const succeeded = useCallback(
    (saved: Saved) => {
      queries.setQueryData(customer_key(saved.id), saved);
      void queries.invalidateQueries({ queryKey: ['history', String(saved.id)] });
      void queries.invalidateQueries({ queryKey: ['customers'] });
      const after = () => refresh_customer(queries, saved.id);
      remember_change(saved.change_event, after);
      const event = saved.change_event;
      const undo = async () => {
        try {
          await reverse(event!);
          after();
          show_toast({ text: t('ui.undone'), seconds: 5 });
        } catch (reason) {
          show_toast({ text: reason instanceof Refusal ? reason.message : t('ui.unreachable'), tone: 'danger' });
        }
      };
      show_toast({
        text: t('ui.saved'),
        tone: 'ok',
        action: event === undefined ? undefined : { label: t('ui.undo'), run: () => void undo() },
      });
    },
    [queries, t],
  );

  const change = useCallback(async (): Promise<Outcome> => {
    for (let attempt = 0; attempt < 4; attempt++) {
      const sent = draft.changes();
      if (!Object.keys(sent).length) return 'unchanged';
      const [before, kept] = [draft.base, draft.keep()];
      draft.accept({ ...before, ...sent }, sent);
      try {
        const saved = await change_customer(record!.id, version.current, numbers(sent, fields));
        version.current = saved.version;
        draft.accept(saved, sent);
        succeeded(saved);
        return { saved };
      } catch (reason) {
        draft.roll_back(before, kept);
        if (!(reason instanceof Refusal)) return 'lost';
        if (reason.status !== 412 || !reason.problem.current) return refused(reason);
        version.current = reason.problem.current.version;
        queries.setQueryData(customer_key(record!.id), reason.problem.current);
        const found = draft.rebase(reason.problem.current, reason.problem.changes);
        if (found.length) {
          set_conflicts(found);
          return 'conflict';
        }
        const names = [...new Set((reason.problem.changes ?? []).map((one) => one.by).filter(Boolean))].join(', ');
        show_toast({ text: t('ui.merged', { names }), tone: 'warn' });
      }
    }
    return 'lost';
  }, [draft, fields, record, refused, succeeded, queries, t]);

  const create = useCallback(async (): Promise<Outcome> => {
    const sent = draft.changes();
    try {
      const saved = await create_customer(numbers({ ...draft.base, ...sent }, fields), once.current);
      once.current = new_key();
      succeeded(saved);
      return { saved };
    } catch (reason) {
      if (!(reason instanceof Refusal)) return 'lost';
      once.current = new_key();
      return refused(reason);
    }
  }, [draft, fields, refused, succeeded]);

  const save = useCallback(async (): Promise<Outcome> => {
    set_refusal(undefined);
    if (busy) return 'unchanged';
    if (!check()) return 'refused';
    set_busy(true);
    const outcome = await (record ? change() : create());
    set_busy(false);
    if (outcome === 'lost') show_toast({ text: t('ui.save_lost'), tone: 'danger' });
    return outcome;
  }, [busy, check, record, change, create, t]);

  const settle = useCallback(
    (field: string, mine: boolean) => {
      if (!mine) draft.give_up(field);
      set_conflicts((old) => old.filter((one) => one.field !== field));
    },
    [draft],
  );

  return { save, busy, conflicts, set_conflicts, settle, refusal, clear_refusal: () => set_refusal(undefined) };
}

/// Numbers are drawn by the server when left empty.
function given_by_server(name: string) {
  return name === 'number' || name === 'kind' || name === 'debtor_number';
}

function numbers(values: Record<string, unknown>, fields: readonly FieldDeclaration[]) {
  const integers = new Set(fields.filter((field) => field.kind === 'integer').map((field) => field.name));
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      integers.has(name) && typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
    ]),
  ) as never;
}
