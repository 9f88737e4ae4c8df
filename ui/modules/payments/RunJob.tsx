// A run, or a look at one, that goes on as a job: how far it is, Abbrechen (Esc in a dialog), and what it came to.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { new_key, send } from '../../api/client.ts';
import type { Job } from '../../api/types.ts';
import { useJob, when_ended } from '../../shell/jobs.ts';
import { useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { payments_key, post } from './requests.ts';

/// `over` is told what the job came to; one that was stopped or failed says so in `refusal`.
export function useRunJob<T>(over: (result: T, job: Job) => void) {
  const t = useText();
  const queries = useQueryClient();
  const [running, set_running] = useState<number>();
  const [refusal, refuse] = useState<string>();
  const end = async (job: Job) => {
    set_running(undefined);
    await queries.invalidateQueries({ queryKey: payments_key });
    if (job.state === 'done') return over(job.result as T, job);
    const words = (job.problem?.issues ?? []).map(({ message }) => message).join(' ');
    refuse(job.state === 'cancelled' ? t('ui.run.stopped') : words || (job.problem?.title ?? t('ui.job.failed')));
  };
  const start = async (path: string, body?: unknown) => {
    refuse(undefined);
    try {
      const { id } = await post<{ id: number }>(path, body, new_key());
      set_running(id);
      when_ended(id, (job) => void end(job));
    } catch (reason) {
      refuse(words_of(reason, t));
    }
  };
  const stop = running === undefined ? undefined : () => void send('DELETE', `/jobs/${running}`);
  return { start, stop, running, refusal };
}

export function RunProgress({ running, stop }: { running: number | undefined; stop?: () => void }) {
  const t = useText();
  const job = useJob(running);
  if (running === undefined) return null;
  return (
    <div className="stack" data-run={running}>
      <p role="status">{job?.phase || t('ui.job.running')}</p>
      <progress
        aria-label={job?.title || t('ui.job.running')}
        max={job?.total || undefined}
        value={job?.total ? job.done : undefined}
      />
      {job?.total ? <p className="quiet">{t('ui.job.steps', { done: job.done, total: job.total })}</p> : null}
      {stop ? (
        <p>
          <button type="button" className="button" onClick={stop}>
            {t('ui.run.stop')}
          </button>
        </p>
      ) : null}
    </div>
  );
}
