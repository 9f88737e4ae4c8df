// Reports of erasures, the newest first: they prove what went and name nobody. What the law keeps is opened from here.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { address } from '../../api/client.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { show_date, show_number } from '../../parts/format.ts';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { words_of } from '../../shell/words_of.ts';
import { Parts } from './Parts.tsx';
import { erasures, kept_of, privacy_key, type Erasure, type Kept } from './requests.ts';

export function Erasures() {
  const t = useText();
  const { data, error } = useQuery({
    queryKey: [...privacy_key, 'erasures'],
    queryFn: ({ signal }) => erasures(signal),
  });
  useWindowTitle(t('ui.place.erasures'));
  return (
    <div className="page" data-area="erasures">
      <div className="page-head">
        <h1>{t('ui.place.erasures')}</h1>
      </div>
      <div className="page-scroll stack">
        {error && !data ? <p role="alert">{words_of(error, t)}</p> : null}
        {data && !data.rows.length ? <p className="quiet">{t('ui.privacy.none')}</p> : null}
        {data?.rows.slice(0, 50).map((one) => (
          <Report key={one.id} one={one} />
        ))}
      </div>
    </div>
  );
}

function Report({ one }: { one: Erasure }) {
  const t = useText();
  const may = useMay();
  const language = useLanguage();
  const [shown, show] = useState(false);
  const [reading, read] = useState(false);
  const title = t('ui.privacy.report', {
    number: String(one.number),
    date: show_date(one.erased_at.slice(0, 10), language),
  });
  return (
    <section aria-label={title} className="stack" data-erasure={one.id}>
      <h2>{title}</h2>
      <p>
        {t('ui.privacy.by', { user: one.user })} {t(one.row_went ? 'ui.privacy.row_went' : 'ui.privacy.row_left')}{' '}
        {t('ui.privacy.keys', { count: one.keys })}{' '}
        {one.kept && one.kept_until
          ? t('ui.privacy.still_kept', { count: one.kept, date: show_date(one.kept_until, language) })
          : ''}
      </p>
      <p className="row">
        <button type="button" className="button" aria-expanded={shown} onClick={() => show(!shown)}>
          {t('ui.privacy.details')}
        </button>
        {one.kept && may('privacy.kept') ? (
          <button type="button" className="button" onClick={() => read(true)}>
            {t('ui.privacy.read_kept')}
          </button>
        ) : null}
      </p>
      {shown ? <Parts parts={one.parts} title={title} /> : null}
      {reading ? <KeptRecords erasure={one.id} on_close={() => read(false)} /> : null}
    </section>
  );
}

function KeptRecords({ erasure, on_close }: { erasure: number; on_close: () => void }) {
  const t = useText();
  const { data, error } = useQuery({
    queryKey: [...privacy_key, 'kept', erasure],
    staleTime: 0,
    gcTime: 0,
    retry: false,
    queryFn: ({ signal }) => kept_of(erasure, signal),
  });
  return (
    <Dialog
      title={t('ui.privacy.read_kept')}
      on_close={on_close}
      wide
      actions={
        <button type="button" className="button" data-autofocus onClick={on_close}>
          {t('ui.privacy.close')}
        </button>
      }
    >
      <p>{t('ui.privacy.on_record')}</p>
      {error ? <p role="alert">{words_of(error, t)}</p> : null}
      {data?.rows.slice(0, 100).map((one) => (
        <KeptRecord key={one.id} one={one} erasure={erasure} />
      ))}
    </Dialog>
  );
}

function KeptRecord({ one, erasure }: { one: Kept; erasure: number }) {
  const t = useText();
  const language = useLanguage();
  const words = Object.entries(one.values).filter(([name]) => name !== 'made_from');
  return (
    <section aria-label={`${one.text} ${show_number(one.id, language)}`}>
      <h3>
        {one.text}{' '}
        <span className="quiet">{t('ui.privacy.kept_until', { date: show_date(one.kept_until, language) })}</span>
      </h3>
      <p>{words.map(([, value]) => String(value)).join(' · ')}</p>
      {one.has_pdf ? (
        <p>
          <a href={address(`/erasures/${erasure}/kept/${one.id}/pdf`)} target="_blank" rel="noopener">
            PDF
          </a>
        </p>
      ) : null}
    </section>
  );
}
