// Parting customers that were merged (from the history): what has happened since and where it will go, before it is
// done.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useText } from '../../shell/language.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { words_of } from '../../shell/words_of.ts';
import { Warnings } from './MergeEffects.tsx';
import { preview_parting, type Parting, type PartingPreview } from './requests.ts';
import { usePart } from './useMerge.ts';
import styles from './Merges.module.css';

function Since({ since }: Pick<PartingPreview, 'since'>) {
  const t = useText();
  if (!since.length) return <p>{t('ui.merge.nothing_since')}</p>;
  const goal_of = ({ to }: Parting) => (to?.number ? `${to.name} (${to.number})` : to ? t('ui.merge.merged_one') : '');
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{t('ui.merge.since')}</th>
          <th scope="col" className="number">
            {t('ui.merge.count')}
          </th>
          <th scope="col">{t('ui.merge.goes_to')}</th>
        </tr>
      </thead>
      <tbody>
        {since.map((line, place) => (
          <tr key={`${line.what ?? line.text}${place}`}>
            <td>{line.text ?? line.what}</td>
            <td className="number">{line.count ?? ''}</td>
            <td>{goal_of(line)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/// Who is parted, by name and number: the one who stayed first.
function Parted({ customers }: Pick<PartingPreview, 'customers'>) {
  const t = useText();
  const known = (customers ?? []).filter((one) => one !== null);
  if (!known.length) return null;
  return (
    <section aria-label={t('ui.merge.who_parts')} data-parted>
      <h2>{t('ui.merge.who_parts')}</h2>
      <ul>
        {known.map(({ id, number, name }, place) => (
          <li key={id}>
            {t('ui.merge.parted_one', { name, number: String(number) })}
            {place === 0 ? '' : ` · ${t('ui.merge.comes_back')}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function PartPage() {
  const t = useText();
  const router = useRouter();
  const navigate = useNavigate();
  const { event } = useParams({ from: '/merges/$event' });
  const part = usePart();
  const [busy, set_busy] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['parting', event],
    queryFn: ({ signal }) => preview_parting(Number(event), signal),
    retry: false,
    staleTime: 0,
  });
  const leave = () => (router.history.canGoBack() ? router.history.back() : void navigate({ to: '/changes' }));
  const go = async () => {
    if (busy || !data || data.possible === false) return;
    set_busy(true);
    if (await part(Number(event))) leave();
    set_busy(false);
  };
  useWindowTitle(t('ui.merge.part'));
  useEffect(() => document.getElementById('content')?.focus(), []);
  useKeys({ generate: () => void go(), discard: leave });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('ui.merge.part')}</h1>
        <span className="quiet">{t('ui.merge.part_help')}</span>
      </div>
      <div className={`page-scroll ${styles.body}`} data-area="form">
        {error ? <p role="alert">{words_of(error, t)}</p> : null}
        {data ? (
          <>
            <Warnings warnings={data.warnings ?? []} />
            <Parted customers={data.customers} />
            <Since since={data.since} />
          </>
        ) : null}
      </div>
      <div className={styles.actions} data-area="actions">
        <ToolButton
          primary
          text={t('ui.merge.part')}
          action="generate"
          disabled={busy || !data || data.possible === false}
          on_press={() => void go()}
        />
        <ToolButton text={t('ui.cancel')} action="discard" on_press={leave} />
      </div>
    </div>
  );
}
