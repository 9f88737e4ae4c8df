// The user's own changes of the last ten minutes, newest last: what Ctrl+Z takes back and Ctrl+Y brings again. The
// server compensates and refuses where something changed since; nothing is overwritten.
import { get, Refusal, send } from '../api/client.ts';
import type { Job } from '../api/types.ts';
import { is_field } from './keys.ts';

const minutes = 10;
interface Step {
  /// One save may be several changes: a form and its rows.
  events: readonly number[];
  at: number;
  after?: () => void;
}

let done: Step[] = [];
let taken_back: Step[] = [];

export function remember_change(event: number | readonly number[] | undefined, after?: () => void) {
  const events = event === undefined ? [] : typeof event === 'number' ? [event] : event;
  if (!events.length) return;
  done = [...done.slice(-49), { events, at: Date.now(), after }];
  taken_back = [];
}

let unsaved = (_form: string) => false;
/// Who keeps entries says whether a form holds unsaved ones; while it does, Ctrl+Z belongs to the field.
export function when_unsaved(check: (form: string) => boolean) {
  unsaved = check;
}

/// Whether Ctrl+Z takes back what is being typed here rather than the last save: a form with unsaved entries, or a
/// field outside of forms that holds something else than when the cursor came.
export function is_being_typed(field: HTMLElement): boolean {
  const form = field.closest<HTMLElement>('[data-form]')?.dataset.form;
  if (form !== undefined && field.dataset.field) return unsaved(form);
  return is_field(field) && 'value' in field && field.value !== (found.get(field) ?? '');
}
const found = new WeakMap<HTMLElement, unknown>();
/// Called by the frame for every field that takes the cursor.
export function cursor_came(field: EventTarget | null) {
  if (field instanceof HTMLElement && 'value' in field) found.set(field, field.value);
}

const fresh = (step: Step | undefined) => step !== undefined && Date.now() - step.at < minutes * 60_000;

/// What undoing a change would take back.
export interface UndoScope {
  records: number;
  parts: string[];
  needs_count: boolean;
  summary: string;
  conflicts: { record: string; id?: number; field: string }[];
}
export const scope_of = (event: number) => get<UndoScope>(`/change-events/${event}/reversal`);

/// Undoes a change; a large one is undone by a job, which is waited for. `count`: how many records whoever asks for it
/// has confirmed.
export async function reverse(event: number, count?: number): Promise<number | undefined> {
  const { data } = await send<{ change_event?: number; job?: number }>('POST', `/change-events/${event}/reversal`, {
    query: { confirm: count },
  });
  if (data?.job !== undefined) return (await job_done(data.job)).change_event as number | undefined;
  done = done.filter((step) => !(step.events.length === 1 && step.events[0] === event));
  return data?.change_event;
}

/// The latest first; gives the changes that bring them again.
export async function reverse_all(events: readonly number[]): Promise<number[]> {
  const reversals: number[] = [];
  try {
    for (const event of events.toReversed()) {
      const reversal = await reverse(event);
      if (reversal !== undefined) reversals.push(reversal);
    }
  } catch (reason) {
    for (const reversal of reversals.toReversed()) await reverse(reversal); // nothing stays half done
    throw reason;
  }
  done = done.filter((step) => step.events !== events);
  return reversals;
}

async function job_done(id: number): Promise<Record<string, unknown>> {
  for (;;) {
    const job = await get<Job>(`/jobs/${id}`);
    if (job.state === 'done') return job.result ?? {};
    if (job.state === 'failed' || job.state === 'cancelled')
      throw new Refusal(job.problem ?? { title: job.title, status: 409 });
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
}

export type Undone = 'done' | 'nothing' | { refusal: Refusal };

async function step_back(from: Step[], to: (step: Step) => void, step: Step | undefined): Promise<Undone> {
  if (!fresh(step)) return 'nothing';
  try {
    from.splice(from.indexOf(step!), 1);
    const reversals = await reverse_all(step!.events);
    if (reversals.length) to({ events: reversals, at: Date.now(), after: step!.after });
    step!.after?.();
    return 'done';
  } catch (reason) {
    if (reason instanceof Refusal) return { refusal: reason };
    from.push(step!);
    throw reason;
  }
}

export const undo_last = () => step_back(done, (step) => taken_back.push(step), done.at(-1));
export const redo_last = () => step_back(taken_back, (step) => done.push(step), taken_back.at(-1));
