// Long jobs: a ring in the top bar and a panel with phase, progress, cancel and result. Closing the browser cancels
// nothing.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef } from 'react';
import { address, send } from '../api/client.ts';
import type { Job } from '../api/types.ts';
import { Icon } from '../parts/icons.tsx';
import { say } from '../parts/live.ts';
import { show_instant, show_number } from '../parts/format.ts';
import type { OwnKey } from '../compiled/keys.ts';
import { is_live, useJobs } from './jobs.ts';
import { useLanguage, useText } from './language.tsx';
import { Panel } from './Panel.tsx';
import { useSession } from './session.tsx';
import styles from './JobsPanel.module.css';

export const part_of = (job: Job) => (job.total > 0 ? Math.min(1, job.done / job.total) : undefined);

export function JobsButton() {
  const t = useText();
  const jobs = useJobs();
  const live = jobs.filter(is_live);
  useSpokenProgress(live, jobs);
  const parts = live.map((job) => part_of(job) ?? 0);
  const part = parts.length ? parts.reduce((sum, one) => sum + one, 0) / parts.length : 0;
  const label = live.length ? t('ui.jobs.running', { count: live.length }) : t('ui.jobs');
  return (
    <Panel
      label={label}
      button={
        <>
          <Ring live={live.length > 0} part={part} />
          {live.length ? <span className={styles.count}>{live.length}</span> : null}
        </>
      }
      title={t('ui.jobs')}
    >
      {jobs.length ? (
        <ul className={styles.list}>
          {jobs.slice(0, 20).map((job) => (
            <JobLine key={job.id} job={job} />
          ))}
        </ul>
      ) : (
        <p className="quiet">{t('ui.jobs.none')}</p>
      )}
    </Panel>
  );
}

function Ring({ live, part }: { live: boolean; part: number }) {
  const length = 2 * Math.PI * 8;
  if (!live) return <Icon name="jobs" size={20} />;
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <circle cx="11" cy="11" r="8" fill="none" stroke="var(--line-strong)" strokeWidth="3" />
      <circle
        cx="11"
        cy="11"
        r="8"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="3"
        strokeDasharray={`${Math.max(0.05, part) * length} ${length}`}
        transform="rotate(-90 11 11)"
      />
    </svg>
  );
}

const states: Record<Job['state'], OwnKey> = {
  waiting: 'ui.job.waiting',
  running: 'ui.job.running',
  done: 'ui.job.done',
  failed: 'ui.job.failed',
  cancelled: 'ui.job.cancelled',
};

export function JobLine({ job }: { job: Job }) {
  const t = useText();
  const language = useLanguage();
  const queries = useQueryClient();
  const { house } = useSession();
  const id = useId();
  const live = is_live(job);
  const cancel = async () => {
    await send('DELETE', `/jobs/${job.id}`).catch(() => {});
    void queries.invalidateQueries({ queryKey: ['jobs'] });
  };
  const steps = job.total
    ? t('ui.job.steps', { done: job.done, total: job.total })
    : job.done
      ? show_number(job.done, language)
      : '';
  return (
    <li className={styles.job}>
      <span id={id} className={styles.title}>
        {job.title || job.kind}
      </span>
      <span
        className={`chip ${job.state === 'done' ? 'ok' : job.state === 'failed' ? 'danger' : live ? 'accent' : ''}`}
      >
        {t(states[job.state])}
      </span>
      {live ? (
        <progress
          className={styles.bar}
          aria-labelledby={id}
          max={job.total || undefined}
          value={job.total ? job.done : undefined}
        />
      ) : null}
      <span className={styles.phase}>
        {live
          ? [job.phase, steps].filter(Boolean).join(' · ')
          : (job.problem?.title ?? (job.finished_at ? show_instant(job.finished_at, language, house?.time_zone) : ''))}
      </span>
      {live ? (
        <button type="button" className="button" onClick={() => void cancel()}>
          {t('ui.cancel')}
        </button>
      ) : null}
      {job.state === 'done' && job.file_name ? (
        <a className="button" href={address(`/jobs/${job.id}/result`)} download>
          <Icon name="download" />
          {t('ui.download')}
        </a>
      ) : null}
    </li>
  );
}

/// Start, half-way and end are said aloud, nothing in between.
function useSpokenProgress(live: readonly Job[], jobs: readonly Job[]) {
  const t = useText();
  const said = useRef(new Map<number, number>());
  useEffect(() => {
    for (const job of live) {
      const stage = (part_of(job) ?? 0) >= 0.5 ? 2 : 1;
      if ((said.current.get(job.id) ?? 0) >= stage) continue;
      said.current.set(job.id, stage);
      say(stage === 1 ? t('ui.job.said_start', { title: job.title }) : t('ui.job.said_half', { title: job.title }));
    }
    for (const job of jobs) {
      if (is_live(job) || !said.current.delete(job.id)) continue;
      say(`${job.title}: ${t(states[job.state])}`);
    }
  }, [live, jobs, t]);
}
