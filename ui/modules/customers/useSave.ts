// Saving a customer: shown at once, confirmed by the server, taken back when refused. A colleague's change of other
// fields is merged; of the same field it is put to the user, never overwritten.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type RefObject } from 'react';
import { new_key, Refusal } from '../../api/client.ts';
import type { CustomerRecord, FieldDeclaration, Problem } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { remember_change, reverse } from '../../shell/undo.ts';
import { words_of } from '../../shell/words_of.ts';
import { as_demanded, type Captions } from './captions.ts';
import { type Conflict, type Draft, is_empty, type Values } from './draft.ts';
import { change_customer, create_customer, customer_key, refresh_customer, type Saved } from './record.ts';

export type Outcome = { saved: Saved } | 'unchanged' | 'refused' | 'conflict' | 'lost';

interface Options {
  draft: Draft;
  fields: readonly FieldDeclaration[];
  record?: CustomerRecord;
  set_conflicts: (conflicts: Conflict[]) => void;
  /// What the house demands of this kind beside the declared.
  demanded: Captions;
  /// Asked before anything is sent; false stops.
  confirm: () => Promise<boolean>;
}

/// Numbers and the kind are drawn or set by the program where the user left them empty.
const given_by_server = ['number', 'debtor_number', 'kind'];
const most_attempts = 4;

/// What can be told without the server: required fields left empty, dates that are none.
function useCheck(draft: Draft, fields: readonly FieldDeclaration[]) {
  const t = useText();
  const problem_of = ({ name, kind, required }: FieldDeclaration): string | undefined => {
    if (required && !given_by_server.includes(name) && is_empty(draft.value(name))) return t('ui.required');
    const is_typed_date = kind === 'date' && draft.is_changed(name) && !is_empty(draft.value(name));
    return is_typed_date && !/^\d{4}-\d{2}-\d{2}$/.test(draft.text(name)) ? t('ui.unreadable_date') : undefined;
  };
  return () => {
    const found = fields.map((field) => [field.name, problem_of(field)] as const).filter(([, text]) => text);
    if (found.length) draft.set_problems(found as [string, string][]);
    return found.length === 0;
  };
}

/// Puts the saved record everywhere it is shown, and offers the way back.
function useSucceeded() {
  const t = useText();
  const queries = useQueryClient();
  return (saved: Saved) => {
    const { id, change_event: event } = saved;
    queries.setQueryData(customer_key(id), saved);
    void queries.invalidateQueries({ queryKey: ['history', String(id)] });
    void queries.invalidateQueries({ queryKey: ['customers'] });
    const after = () => refresh_customer(queries, id);
    remember_change(event, after);
    const undone = () => {
      after();
      show_toast({ text: t('ui.undone'), seconds: 5 });
    };
    const refused = (reason: unknown) => show_toast({ text: words_of(reason, t), tone: 'danger' });
    const undo = () => void reverse(event!).then(undone, refused);
    show_toast({ text: t('ui.saved'), action: event === undefined ? undefined : { label: t('ui.undo'), run: undo } });
  };
}

/// Problems of fields go beside them; the rest is what the summary says. Returns the summary.
function take_refusal(draft: Draft, fields: readonly FieldDeclaration[], problem: Problem): string {
  const known = new Set(fields.map((field) => field.name));
  const issues = problem.issues ?? [];
  const of_fields = issues.filter((issue) => issue.field && known.has(issue.field));
  draft.set_problems(of_fields.map((issue) => [issue.field!, issue.message] as const));
  const others = issues.filter((issue) => !of_fields.includes(issue)).map((issue) => issue.message);
  return [...new Set([problem.title, ...others])].join(' ');
}

/// What a colleague saved meanwhile goes into the draft; true when nothing stands against saving again.
function useColleague({ draft, record, set_conflicts }: Options, version: RefObject<number>) {
  const t = useText();
  const queries = useQueryClient();
  return ({ current, changes = [] }: Problem): boolean => {
    version.current = current!.version;
    queries.setQueryData(customer_key(record!.id), current);
    const found = draft.rebase(current!, changes);
    set_conflicts(found);
    if (found.length) return false;
    const names = [...new Set(changes.map((one) => one.by).filter(Boolean))].join(', ');
    show_toast({ text: t('ui.merged', { names }), tone: 'warn' });
    return true;
  };
}

function useChange(options: Options, succeeded: (saved: Saved) => void) {
  const { draft, fields, record } = options;
  const version = useRef(0);
  version.current = Math.max(version.current, record?.version ?? 0);
  const merge = useColleague(options, version);

  const send = async (sent: Values) => {
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
      throw reason;
    }
  };
  return async (): Promise<Outcome> => {
    for (let attempt = 0; attempt < most_attempts; attempt++) {
      const sent = draft.changes();
      if (!Object.keys(sent).length) return 'unchanged';
      try {
        return await send(sent);
      } catch (reason) {
        const stale = reason instanceof Refusal && reason.status === 412 && reason.problem.current;
        if (!stale) throw reason;
        if (!merge(reason.problem)) return 'conflict';
      }
    }
    return 'lost';
  };
}

function useCreate({ draft, fields }: Options, succeeded: (saved: Saved) => void) {
  const once = useRef(new_key());
  return async (): Promise<Outcome> => {
    try {
      const saved = await create_customer(numbers(draft.whole(), fields), once.current);
      once.current = new_key();
      succeeded(saved);
      return { saved };
    } catch (reason) {
      if (reason instanceof Refusal) once.current = new_key(); // an answer that got lost keeps its key
      throw reason;
    }
  };
}

export function useSave(options: Options) {
  const t = useText();
  const { draft, fields, record } = options;
  const [refusal, set_refusal] = useState<string>();
  const [busy, set_busy] = useState(false);
  const check = useCheck(draft, as_demanded(fields, options.demanded));
  const succeeded = useSucceeded();
  const change = useChange(options, succeeded);
  const create = useCreate(options, succeeded);

  const save = async (): Promise<Outcome> => {
    set_refusal(undefined);
    if (busy) return 'unchanged';
    if (!check()) {
      set_refusal(t('ui.not_saved'));
      return 'refused';
    }
    set_busy(true);
    try {
      if (!(await options.confirm())) return 'refused';
      return await (record ? change() : create());
    } catch (reason) {
      if (reason instanceof Refusal) {
        set_refusal(take_refusal(draft, fields, reason.problem));
        return 'refused';
      }
      show_toast({ text: t('ui.save_lost'), tone: 'danger' });
      return 'lost';
    } finally {
      set_busy(false);
    }
  };
  return { save, busy, refusal, clear_refusal: () => set_refusal(undefined) };
}

function numbers(values: Values, fields: readonly FieldDeclaration[]): Values {
  const integers = new Set(
    fields.filter(({ kind }) => kind === 'integer' || kind === 'customer_number').map(({ name }) => name),
  );
  const read = (name: string, value: Values[string]) =>
    integers.has(name) && typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, read(name, value)]));
}
