// Reserving: how many, until when; then the job with its progress, and the way back as one change.
import { useState } from 'react';
import { send } from '../../api/client.ts';
import { useTold } from '../../forms/told.ts';
import { DateField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { JobBar } from '../../shell/RunJob.tsx';
import { is_live, useJob, when_ended } from '../../shell/jobs.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { renewals_key, reserve, type RenewalPage } from './requests.ts';

interface Props {
  page: RenewalPage;
  marked: readonly number[];
  on_close: () => void;
}

export function ReserveDialog({ page, marked, on_close }: Props) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const told = useTold([renewals_key]);
  const [until, set_until] = useState('');
  const [running, set_running] = useState<number>();
  const [refusal, set_refusal] = useState<string>();
  const job = useJob(running);
  const start = () =>
    reserve(page.id, marked, until ? `${until}T23:59` : '').then(
      (id) => {
        when_ended(id, (ended) => {
          if (ended.state !== 'done') return set_refusal(ended.problem?.title ?? t('ui.renewals.stopped'));
          const { change_event, rights, orders, left } = ended.result as Record<string, number>;
          told(change_event || undefined, t('ui.renewals.reserved', { rights: rights!, orders: orders!, left: left! }));
          on_close();
        });
        set_running(id);
      },
      (reason: unknown) => set_refusal(words_of(reason, t)),
    );
  const is_running = Boolean(running && (!job || is_live(job)));
  const count = marked.length || page.counts.ready;
  return (
    <FormDialog
      title={t('ui.renewals.reserve')}
      on_close={on_close}
      go={running ? undefined : t('ui.renewals.reserve_go', { count })}
      on_send={start}
      refusal={refusal}
      go_first
      more={
        is_running ? (
          <button type="button" className="button" onClick={() => void send('DELETE', `/jobs/${running}`)}>
            {t('ui.renewals.stop')}
          </button>
        ) : undefined
      }
    >
      <p>{t('ui.renewals.reserve_words', { count })}</p>
      <DateField
        name="expires_at"
        label={word('renewal.expires_at')}
        value={until}
        on_type={set_until}
        language={language}
      />
      {is_running ? <JobBar job={job} words={t('ui.renewals.running')} /> : null}
    </FormDialog>
  );
}
