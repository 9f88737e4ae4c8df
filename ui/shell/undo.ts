// The user's own changes of the last ten minutes, newest last: what Ctrl+Z takes back and Ctrl+Y brings again. The
// server compensates and refuses where something changed since; nothing is overwritten.
import { get, Refusal, send } from '../api/client.ts';
import type { Job } from '../api/types.ts';

const minutes = 10;
interface Step {
  event: number;
  at: number;
  after?: () => void;
}

let done: Step[] = [];
let taken_back: Step[] = [];

export function remember_change(event: number | undefined, after?: () => void) {
  if (event === undefined) return;
  done = [...done.slice(-49), { event, at: Date.now(), after }];
  taken_back = [];
}

const fresh = (step: Step | undefined) => step !== undefined && Date.now() - step.at < minutes * 60_000;

/// Undoes a change; a large one is undone by a job, which is waited for.
export async function reverse(event: number): Promise<number | undefined> {
  const { data } = await send<{ change_event?: number; job?: number }>('POST', `/change-events/${event}/reversal`);
  if (data?.job !== undefined) return (await job_done(data.job)).change_event as number | undefined;
  done = done.filter((step) => step.event !== event);
  return data?.change_event;
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
