// A running rehearsal or import: phase, rows, cancel; or why it stopped.
import { send } from '../../api/client.ts';
import type { Job } from '../../api/types.ts';
import { JobBar } from '../../shell/RunJob.tsx';
import { is_live } from '../../shell/jobs.ts';
import { useText } from '../../shell/language.tsx';
import styles from './Imports.module.css';

export function JobProgress({ job, on_back }: { job: Job | undefined; on_back: () => void }) {
  const t = useText();
  if (!job) return null;
  if (job.state === 'done') return null;
  if (!is_live(job)) {
    return (
      <div role="alert" className={styles.refusal}>
        <p>
          {job.state === 'cancelled' ? t('ui.import.cancelled') : (job.problem?.title ?? t('ui.job.failed'))}{' '}
          {(job.problem?.issues ?? []).map((issue) => issue.message).join(' ')}
        </p>
        <button type="button" className="button" onClick={on_back}>
          {t('ui.back')}
        </button>
      </div>
    );
  }
  return (
    <div className={styles.progress}>
      <JobBar job={job} />
      <p>
        <button type="button" className="button" onClick={() => void send('DELETE', `/jobs/${job.id}`)}>
          {t('ui.cancel')}
        </button>
      </p>
    </div>
  );
}
