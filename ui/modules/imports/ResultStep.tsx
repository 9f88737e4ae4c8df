// Step 4: what happened, the refused rows as a file to mend, and the way back.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { address, Refusal } from '../../api/client.ts';
import type { Import, ImportResult } from '../../api/types.ts';
import { Icon } from '../../parts/icons.tsx';
import { useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { remember_change, reverse } from '../../shell/undo.ts';
import styles from './Imports.module.css';

export function ResultCounts({ result }: { result: ImportResult }) {
  const t = useText();
  return (
    <div className={styles.counts} role="group" aria-label={t('ui.import.counts_label')}>
      {(['new', 'changed', 'unchanged', 'refused'] as const).map((name) => (
        <div key={name} className={`${styles.count} ${styles[`count_${name}`]}`} data-count={name}>
          <b>{t('ui.number', { count: result[name] ?? 0 })}</b>
          <span>{t(`ui.import.state.${name}`)}</span>
        </div>
      ))}
    </div>
  );
}

export function ResultStep({ file, result, on_again }: { file: Import; result: ImportResult; on_again: () => void }) {
  const t = useText();
  const queries = useQueryClient();
  const [undone, set_undone] = useState(false);
  useState(() => {
    remember_change(result.change_event);
    return true;
  });
  const undo = async () => {
    try {
      await reverse(result.change_event!);
      set_undone(true);
      void queries.invalidateQueries();
      show_toast({ text: t('ui.undone') });
    } catch (reason) {
      show_toast({ text: reason instanceof Refusal ? reason.message : t('ui.unreachable'), tone: 'danger' });
    }
  };
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
          <button type="button" className="button" onClick={() => void undo()}>
            <Icon name="undo" />
            {t('ui.import.undo')}
          </button>
        ) : null}
        {result.refused ? (
          <a className="button" href={address(`/imports/${file.id}/refused`)} download>
            <Icon name="download" />
            {t('ui.import.refused_file', { count: result.refused })}
          </a>
        ) : null}
      </div>
    </>
  );
}
