// Step 4: what happened, the refused rows as a file to mend, the search for duplicates of what came, and the way back.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { address } from '../../api/client.ts';
import type { Import, ImportResult } from '../../api/types.ts';
import { Icon } from '../../parts/icons.tsx';
import { add_job } from '../../shell/jobs.ts';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { remember_change } from '../../shell/undo.ts';
import { words_of } from '../../shell/words_of.ts';
import { useUndoChange } from '../audit/useUndoChange.tsx';
import { start_scan } from '../duplicates/requests.ts';
import { probable_duplicates } from './requests.ts';
import styles from './Imports.module.css';

const outcomes = {
  new: 'new',
  changed: 'changed',
  unchanged: 'unchanged',
  duplicates: 'duplicate',
  refused: 'refused',
} as const;
type Outcome = keyof typeof outcomes;

/// Rows by outcome; probable duplicates only where they were looked for.
export function ResultCounts({ result }: { result: ImportResult }) {
  const t = useText();
  const names = (Object.keys(outcomes) as Outcome[]).filter(
    (name) => name !== 'duplicates' || (typeof result.duplicates === 'number' && result.duplicates_checked !== false),
  );
  return (
    <>
      <div className={styles.counts} role="group" aria-label={t('ui.import.counts_label')}>
        {names.map((name) => (
          <div key={name} className={`${styles.count} ${styles[`count_${name}`]}`} data-count={name}>
            <b>{t('ui.number', { count: result[name] ?? 0 })}</b>
            <span>{t(`ui.import.state.${outcomes[name]}`)}</span>
          </div>
        ))}
      </div>
      {result.duplicates_checked === false && result.what === 'customers' ? (
        <p className="quiet">{t('ui.import.duplicates.not_checked')}</p>
      ) : null}
      {result.older ? <p data-older>{t('ui.import.older', { count: result.older })}</p> : null}
      {result.duplicates_complete === false ? <p className="quiet">{t('ui.import.duplicates.incomplete')}</p> : null}
    </>
  );
}

/// The rows that did not come in, or are probably there already, as files to mend and look through.
export function RowFiles({ file, result }: { file: Import; result: ImportResult }) {
  const t = useText();
  return (
    <>
      {result.refused ? (
        <a className="button" href={address(`/imports/${file.id}/refused`)} download>
          <Icon name="download" />
          {t('ui.import.refused_file', { count: result.refused })}
        </a>
      ) : null}
      {probable_duplicates(result) ? (
        <a className="button" href={address(`/imports/${file.id}/duplicates`)} download>
          <Icon name="download" />
          {t('ui.import.duplicates_file', { count: probable_duplicates(result) })}
        </a>
      ) : null}
    </>
  );
}

/// Looks for duplicates of what this import brought, and shows their groups while they are found.
function useDuplicatesOf(event: number | undefined) {
  const t = useText();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    try {
      const { id } = await start_scan({ import: event! });
      add_job(queries, { id, kind: 'duplicates', title: t('ui.duplicates.scan_import') });
      void queries.invalidateQueries({ queryKey: ['duplicates'] });
      void navigate({ to: '/duplicates' });
    } catch (reason) {
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    }
  };
}

export function ResultStep({ file, result, on_again }: { file: Import; result: ImportResult; on_again: () => void }) {
  const t = useText();
  const queries = useQueryClient();
  const may = useMay();
  const [undone, set_undone] = useState(false);
  const look = useDuplicatesOf(result.change_event);
  const may_look = file.what === 'customers' && result.change_event && !undone && may('customers.change');
  useState(() => {
    remember_change(result.change_event);
    return true;
  });
  const { busy, ask, dialog } = useUndoChange(result.change_event, () => {
    set_undone(true);
    void queries.invalidateQueries();
  });
  return (
    <>
      {result.repeated ? (
        <p className={styles.warning} role="status">
          {t('ui.import.repeated')}
        </p>
      ) : null}
      <p role="status">{undone ? t('ui.import.undone') : t('ui.import.done')}</p>
      <ResultCounts result={result} />
      <div className={styles.actions}>
        <button type="button" className="button primary" onClick={on_again} autoFocus>
          {t('ui.import.next_file')}
        </button>
        {result.change_event && !undone ? (
          <button type="button" className="button" disabled={busy} onClick={() => void ask()}>
            <Icon name="undo" />
            {t('ui.import.undo')}
          </button>
        ) : null}
        {may_look ? (
          <button type="button" className="button" data-scan-import onClick={() => void look()}>
            <Icon name="twice" />
            {t('ui.import.duplicates.look')}
          </button>
        ) : null}
        <RowFiles file={file} result={result} />
      </div>
      {dialog}
    </>
  );
}
