// What the stand-in server keeps between requests, and how it refuses.
export const state = {
  users: [],
  sessions: new Map(),
  events: [],
  created: new Map(),
  jobs: [],
  listeners: new Set(),
  imports: [],
  mappings: new Map(),
  views: new Map(),
  settings: new Map(),
  runs: [],
};

export class Refused extends Error {
  constructor(status, title, more = {}) {
    super(title);
    this.status = status;
    this.more = more;
  }
}
export function refuse(status, title, more) {
  throw new Refused(status, title, more);
}
export const now = () => new Date().toISOString().replace(/\.\d+/, '');

export function tell(event, job) {
  for (const listener of state.listeners)
    listener.write(
      `id: ${job.id}\nevent: ${event}\ndata: ${JSON.stringify({ id: job.id, done: job.done, total: job.total, phase: job.phase, state: job.state })}\n\n`,
    );
}

/// A job of some steps that takes about `ms` milliseconds and ends with what `finish` gives.
export function start_job(kind, title, total, ms, finish) {
  const job = {
    id: state.jobs.length + 1,
    kind,
    title,
    state: 'running',
    done: 0,
    total,
    phase: title,
    started_at: now(),
    finished_at: null,
    result: null,
    problem: null,
    file_name: null,
  };
  state.jobs.unshift(job);
  const step = setInterval(() => {
    if (job.state !== 'running') {
      clearInterval(step);
      tell('failed', job);
      return;
    }
    job.done = Math.min(total, job.done + Math.ceil(total / 8));
    if (job.done < total) {
      tell('progress', job);
      return;
    }
    clearInterval(step);
    Object.assign(job, { state: 'done', finished_at: now() }, finish());
    tell('done', job);
  }, ms / 8);
  tell('progress', job);
  return { status: 202, json: { id: job.id, job: job.id } };
}
