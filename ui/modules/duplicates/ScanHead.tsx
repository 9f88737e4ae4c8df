// Starting a scan of the register, watching it, cancelling it; and what the last one found.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { show_instant } from '../../parts/format.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { add_job, is_live, useJob, useJobs } from '../../shell/jobs.ts';
import { JobLine } from '../../shell/JobsPanel.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay, useSession } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { useKeys } from '../../shell/useKeys.ts';
import { words_of } from '../../shell/words_of.ts';
import { start_scan, type Scan } from './requests.ts';
import styles from './Register.module.css';

/// Follows the newest scan, whoever started it and wherever, to its end: one that ended while this page was being
/// opened, too.
function useScanJob(on_done: () => void) {
  const t = useText();
  const queries = useQueryClient();
  const scans = useJobs().filter((job) => /duplicate/.test(job.kind));
  const job = useJob(scans.length ? Math.max(...scans.map(({ id }) => id)) : undefined);
  const told = useRef<number>(undefined);
  useEffect(() => {
    if (!job || is_live(job) || told.current === job.id) return;
    told.current = job.id;
    on_done();
  }, [job, on_done]);
  const start = async () => {
    try {
      const { id } = await start_scan();
      add_job(queries, { id, kind: 'duplicates', title: t('ui.duplicates.scan') });
    } catch (reason) {
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    }
  };
  return { job: job && is_live(job) ? job : undefined, start };
}

function LastScan({ scan }: { scan: Scan | null | undefined }) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  if (scan === undefined) return null;
  if (scan === null) return <p className="quiet">{t('ui.duplicates.never')}</p>;
  const at = show_instant(scan.at, language, house?.time_zone);
  const { customers, pairs, groups, threshold } = scan;
  return (
    <p className="quiet" data-scan={scan.id}>
      {t('ui.duplicates.last', { at, customers, pairs, groups, threshold })}
      {scan.complete ? null : ` ${t('ui.duplicates.incomplete')}`}
    </p>
  );
}

interface Props {
  scan: Scan | null | undefined;
  on_done: () => void;
  on_rules: () => void;
}

export function ScanHead({ scan, on_done, on_rules }: Props) {
  const t = useText();
  const may = useMay();
  const { job, start } = useScanJob(on_done);
  const may_scan = may('customers.change');
  useKeys({ generate: may_scan && !job ? () => void start() : undefined });
  return (
    <>
      {may_scan ? (
        <ToolButton
          primary
          text={t('ui.duplicates.scan')}
          action="generate"
          disabled={job !== undefined}
          on_press={() => void start()}
        />
      ) : null}
      <ToolButton text={t('ui.duplicates.rules')} on_press={on_rules} />
      <LastScan scan={scan} />
      {job ? (
        <ul className={styles.job}>
          <JobLine job={job} />
        </ul>
      ) : null}
    </>
  );
}
