// The user's own changes of the last ten minutes, newest last: what Ctrl+Z takes back and Ctrl+Y brings again. The server
// compensates and refuses where something changed since; nothing is overwritten.
import { Refusal, send } from '../api/client.ts';

const minutes = 10;
interface Step { event: number; at: number; after?: () => void }

let done: Step[] = [];
let taken_back: Step[] = [];

export function remember_change(event: number | undefined, after?: () => void) {
  if (event === undefined) return;
  done = [...done.slice(-49), { event, at: Date.now(), after }];
  taken_back = [];
}

const fresh = (step: Step | undefined) => step !== undefined && Date.now() - step.at < minutes * 60_000;

export async function reverse(event: number): Promise<number | undefined> {
  const { data } = await send<{ change_event?: number; job?: number }>('POST', `/change-events/${event}/reversal`, { body: {} });
  done = done.filter((step) => step.event !== event);
  return data?.change_event;
}

export type Undone = 'done' | 'nothing' | { refusal: Refusal };

async function step_back(from: Step[], to: (step: Step) => void, step: Step | undefined): Promise<Undone> {
  if (!fresh(step)) return 'nothing';
  try {
    from.splice(from.indexOf(step!), 1);
    const reversal = await reverse(step!.event);
    if (reversal !== undefined) to({ event: reversal, at: Date.now(), after: step!.after });
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
