// Saving what a draft holds, for every record of the house: shown at once, confirmed by the server, taken back when
// refused. A colleague's change of other fields is merged; of the same field it is put to the user, never overwritten.
import { new_key, Refusal } from '../api/client.ts';
import type { FieldDeclaration, Problem } from '../api/types.ts';
import type { Text } from '../shell/language.tsx';
import { show_toast } from '../shell/toasts.ts';
import { words_of } from '../shell/words_of.ts';
import { is_empty, type Draft, type Values } from './draft.ts';

/// A record as the server keeps it.
export type Stored = Values & { id?: number; version: number };
export interface Written<Kept extends Stored = Stored> {
  saved: Kept;
  /// What undoes it.
  event?: number;
}
/// Refused: the draft holds why. Lost: nobody knows whether the server did it.
export type Outcome<Kept extends Stored = Stored> = Written<Kept> | 'unchanged' | 'refused' | 'conflict' | 'lost';

/// How one record is written. With `create` it is a new one.
export interface Target<Kept extends Stored = Stored> {
  fields: readonly FieldDeclaration[];
  change?: (values: Values, version: number) => Promise<Written<Kept>>;
  create?: (once: string) => Promise<Written<Kept>>;
  /// The record as it is now, where the server does not send it with its refusal of an old version.
  load?: () => Promise<Stored | undefined>;
  /// What can be told without the server.
  problems?: () => [string, string][];
  /// A new record is sent even if nobody typed anything.
  always?: boolean;
  /// Asked before anything is sent; false stops.
  confirm?: () => Promise<boolean>;
  /// What a colleague saved meanwhile, as soon as it is known.
  seen?: (current: Stored) => unknown;
}

const most_attempts = 4;
const running = new WeakMap<Draft, Promise<unknown>>();
const once_of = new WeakMap<Draft, string>();

/// One at a time for each draft; whoever comes second saves what was typed since. A new record comes into being once:
/// whoever asks for it again meanwhile (a double Enter) gets the same one.
export function save_draft<Kept extends Stored>(draft: Draft, target: Target<Kept>, t: Text): Promise<Outcome<Kept>> {
  const before = running.get(draft);
  if (before && target.create) return before as Promise<Outcome<Kept>>;
  const work = (before ?? Promise.resolve()).catch(() => {}).then(() => attempt(draft, target, t));
  running.set(draft, work);
  const forget = () => {
    if (running.get(draft) === work) running.delete(draft);
  };
  work.then(forget, forget);
  return work;
}

async function attempt<Kept extends Stored>(draft: Draft, target: Target<Kept>, t: Text): Promise<Outcome<Kept>> {
  if (!draft.changed && !target.always) return 'unchanged';
  if (draft.conflicts.length) return 'conflict';
  const found = target.problems?.() ?? [];
  if (found.length) {
    draft.refuse(t('ui.not_saved'), found);
    return 'refused';
  }
  draft.refuse(undefined);
  try {
    if (target.confirm && !(await target.confirm())) return 'refused';
    return await (target.create ? create(draft, target) : change(draft, target, t));
  } catch (reason) {
    if (reason instanceof Refusal) {
      take_refusal(draft, target.fields, reason.problem);
      return 'refused';
    }
    show_toast({ text: t('ui.save_lost'), tone: 'danger' });
    return 'lost';
  }
}

async function create<Kept extends Stored>(draft: Draft, target: Target<Kept>): Promise<Written<Kept>> {
  const once = once_of.get(draft) ?? new_key();
  once_of.set(draft, once); // an answer that got lost keeps its key
  try {
    const written = await target.create!(once);
    once_of.delete(draft);
    return written;
  } catch (reason) {
    if (reason instanceof Refusal) once_of.delete(draft);
    throw reason;
  }
}

async function change<Kept extends Stored>(draft: Draft, target: Target<Kept>, t: Text): Promise<Outcome<Kept>> {
  for (let attempts = 0; attempts < most_attempts; attempts++) {
    if (!draft.changed) return 'unchanged';
    try {
      return await send(draft, target);
    } catch (reason) {
      if (!(reason instanceof Refusal) || reason.status !== 412) throw reason;
      if (!(await merge(draft, target, reason, t))) return 'conflict';
    }
  }
  return 'lost';
}

async function send<Kept extends Stored>(draft: Draft, target: Target<Kept>): Promise<Written<Kept>> {
  const [before, kept, sent] = [draft.base, draft.keep(), draft.changes()];
  draft.accept({ ...before, ...sent }, sent);
  try {
    const written = await target.change!(as_declared(sent, target.fields), Number(before.version ?? 0));
    draft.accept(written.saved, sent);
    return written;
  } catch (reason) {
    draft.roll_back(before, kept);
    throw reason;
  }
}

/// What a colleague saved meanwhile goes into the draft; true when nothing stands against saving again.
async function merge(draft: Draft, target: Target, refusal: Refusal, t: Text): Promise<boolean> {
  const { changes = [] } = refusal.problem;
  const current = (refusal.problem.current as Stored | undefined) ?? (await target.load?.());
  if (!current) throw refusal;
  target.seen?.(current);
  draft.rebase(current, changes);
  if (draft.conflicts.length) return false;
  const names = [...new Set(changes.map((one) => one.by).filter(Boolean))].join(', ');
  show_toast({ text: t('ui.merged', { names: names || 'none' }), tone: 'warn' });
  return true;
}

/// Problems of fields go beside them; the rest is what the summary says.
function take_refusal(draft: Draft, fields: readonly FieldDeclaration[], problem: Problem) {
  const known = new Set(fields.map((field) => field.name));
  const issues = problem.issues ?? [];
  const of_fields = issues.filter((issue) => issue.field && known.has(issue.field));
  const others = issues.filter((issue) => !of_fields.includes(issue)).map((issue) => issue.message);
  draft.refuse(
    [...new Set([problem.title, ...others])].join(' '),
    of_fields.map((issue) => [issue.field!, issue.message]),
  );
}

/// Numbers as numbers, as the declaration has them; what is none stays as it was typed and is refused in words.
export function as_declared(values: Values, fields: readonly FieldDeclaration[]): Values {
  const integers = new Set(
    fields.filter(({ kind }) => kind === 'integer' || kind === 'customer_number').map(({ name }) => name),
  );
  const read = (name: string, value: Values[string]) =>
    integers.has(name) && typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, read(name, value)]));
}

/// Required fields left empty (but for those the server fills in), dates that are none.
export function typed_problems(
  draft: Draft,
  fields: readonly FieldDeclaration[],
  filled_in: readonly string[],
  t: Text,
): [string, string][] {
  const problem_of = ({ name, kind, required }: FieldDeclaration): string | undefined => {
    if (required && !filled_in.includes(name) && is_empty(draft.value(name))) return t('ui.required');
    const is_typed_date = kind === 'date' && draft.is_changed(name) && !is_empty(draft.value(name));
    return is_typed_date && !/^\d{4}-\d{2}-\d{2}$/.test(draft.text(name)) ? t('ui.unreadable_date') : undefined;
  };
  return fields.flatMap((field): [string, string][] => {
    const text = problem_of(field);
    return text ? [[field.name, text]] : [];
  });
}

/// Of an answer: the record without what only the message needs.
export function written_of<Kept extends Stored>(
  data: Kept & { change_event?: number },
  version: number | undefined,
): Written<Kept> {
  const { change_event: event, ...saved } = { ...data, version: Number(data.version ?? version ?? 0) };
  return { saved: saved as unknown as Kept, event };
}

/// Says in words why a draft was not saved, where no form shows it.
export const refusal_of = (draft: Draft): string =>
  [...new Set([draft.refusal, ...[...draft.all_problems().values()]])].filter(Boolean).join(' ');

export const tell_failure = (reason: unknown, t: Text) => show_toast({ text: words_of(reason, t), tone: 'danger' });
