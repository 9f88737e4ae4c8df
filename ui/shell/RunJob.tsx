// What goes on as a job of the server: begun by a request, how far it is, Abbrechen, and what it came to.
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { new_key, send } from '../api/client.ts';
import type { Job } from '../api/types.ts';
import { useJob, when_ended } from './jobs.ts';
import { useText } from './language.tsx';
import { words_of } from './words_of.ts';

interface Then {
  /// What is asked again when it is over.
  follow: readonly QueryKey[];
  /// Said when it was cancelled.
  stopped: string;
}

/// `over` is told what the job came to; one that was stopped or failed says so in `refusal`.
export function useRunJob<T>(over: (result: T, job: Job) => void, { follow, stopped }: Then) {
  const t = useText();
  const queries = useQueryClient();
  const [running, set_running] = useState<number>();
  const [refusal, refuse] = useState<string>();
  const end = async (job: Job) => {
    set_running(undefined);
    await Promise.all(follow.map((queryKey) => queries.invalidateQueries({ queryKey })));
    if (job.state === 'done') return over(job.result as T, job);
    const words = (job.problem?.issues ?? []).map(({ message }) => message).join(' ');
    refuse(job.state === 'cancelled' ? stopped : words || (job.problem?.title ?? t('ui.job.failed')));
  };
  const start = async (path: string, body?: unknown) => {
    refuse(undefined);
    try {
      const { id } = (await send<{ id: number }>('POST', path, { body, once: new_key() })).data;
      set_running(id);
      when_ended(id, (job) => void end(job));
    } catch (reason) {
      refuse(words_of(reason, t));
    }
  };
  const stop = running === undefined ? undefined : () => void send('DELETE', `/jobs/${running}`);
  return { start, stop, running, refusal, refuse };
}

/// How far a job is; `words` while it says nothing of itself.
export function JobBar({ job, words }: { job: Job | undefined; words?: string }) {
  const t = useText();
  const otherwise = words ?? t('ui.job.running');
  return (
    <>
      <p role="status">{job?.phase || otherwise}</p>
      <progress
        aria-label={job?.title || otherwise}
        max={job?.total || undefined}
        value={job?.total ? job.done : undefined}
      />
      {job?.total ? <p className="quiet">{t('ui.job.steps', { done: job.done, total: job.total })}</p> : null}
    </>
  );
}

export function RunProgress({ running, stop }: { running: number | undefined; stop?: () => void }) {
  const t = useText();
  const job = useJob(running);
  if (running === undefined) return null;
  return (
    <div className="stack" data-run={running}>
      <JobBar job={job} />
      {stop ? (
        <p>
          <button type="button" className="button" onClick={stop}>
            {t('ui.cancel')}
          </button>
        </p>
      ) : null}
    </div>
  );
}
