// The saved selections: opened, listed, run, shared and removed; of each the runs, with who came and who went.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTold } from '../../forms/told.ts';
import { tell_failure } from '../../forms/saving.ts';
import { new_key, Refusal } from '../../api/client.ts';
import { show_instant, show_number } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { Page } from '../../parts/Page.tsx';
import { TableHead } from '../../parts/TableHead.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { useMay, useSession } from '../../shell/session.tsx';
import { RunsDialog } from './RunsDialog.tsx';
import { remove_saved, run_saved, saved_key, useSavedCount, useSavedSelections, type Saved } from './requests.ts';
import styles from './Selections.module.css';

/// Runs and removes; says what was done and offers the way back.
function useDeeds() {
  const t = useText();
  const told = useTold([saved_key, ['selection-criteria']]);
  const remove = async (saved: Saved) => {
    try {
      told((await remove_saved(saved))?.change_event, t('ui.selections.deleted', { name: saved.name }));
    } catch (reason) {
      tell_failure(reason, t);
    }
  };
  const run = async (saved: Saved) => {
    try {
      const { count } = await run_saved(saved.id, new_key());
      told(undefined, t('ui.selections.ran', { name: saved.name, count }));
      return true;
    } catch (reason) {
      tell_failure(reason, t);
      return false;
    }
  };
  return { remove, run };
}

export function SavedSelections() {
  const t = useText();
  const navigate = useNavigate();
  const { data, error } = useSavedSelections();
  const [looked_at, look_at] = useState<Saved>();
  if (error && !data) throw error;
  return (
    <Page
      title={t('ui.place.saved_selections')}
      beside={
        <>
          <span className="grow" />
          <ToolButton
            text={t('ui.place.selections')}
            on_press={() => void navigate({ to: '/selections', search: {} as never })}
          />
        </>
      }
      above={looked_at ? <RunsDialog saved={looked_at} on_close={() => look_at(undefined)} /> : null}
    >
      {data?.length === 0 ? <p className="quiet">{t('ui.selections.none_saved')}</p> : null}
      {data?.length ? (
        <table className={`plain ${styles.saved}`}>
          <caption className="hidden">{t('ui.place.saved_selections')}</caption>
          <TableHead
            heads={(['name', 'note', 'owner', 'now', 'last_run'] as const).map((head) => t(`ui.selections.${head}`))}
            numbers={[3, 4]}
            deeds
          />
          <tbody>
            {data.map((saved, place) => (
              <SavedRow key={saved.id} saved={saved} first={place === 0} look={() => look_at(saved)} />
            ))}
          </tbody>
        </table>
      ) : null}
    </Page>
  );
}

function SavedRow({ saved, first, look }: { saved: Saved; first: boolean; look: () => void }) {
  const t = useText();
  const language = useLanguage();
  const may = useMay();
  const { house } = useSession();
  const navigate = useNavigate();
  const { remove, run } = useDeeds();
  const { name } = saved;
  const open = () => void navigate({ to: '/selections', search: { saved: saved.id } as never });
  const list = () => void navigate({ to: '/selections/list', search: { selection: name } as never });
  const counted = useSavedCount(saved);
  return (
    <tr data-saved={saved.id}>
      <th scope="row">
        <button type="button" className={styles.link} data-first={first || undefined} onClick={open}>
          {name}
        </button>{' '}
        {saved.shared_with.length ? <span className="chip">{t('ui.selections.shared')}</span> : null}
        {counted.error instanceof Refusal ? (
          <p className={styles.refused}>{t('ui.selections.broken', { what: words_of(counted.error, t) })}</p>
        ) : null}
      </th>
      <td>{saved.note}</td>
      <td>{saved.owner}</td>
      <td className="number">{counted.data ? show_number(counted.data.count, language) : ''}</td>
      <td className="number">
        {saved.last_count === null ? '' : show_number(saved.last_count, language)}
        {saved.last_run_at ? (
          <small className="quiet"> {show_instant(saved.last_run_at, language, house?.time_zone)}</small>
        ) : null}
      </td>
      <td className={styles.deeds}>
        <ToolButton text={t('ui.selections.show_list')} on_press={list} />
        <ToolButton text={t('ui.selections.run')} on_press={() => void run(saved)} />
        <ToolButton text={t('ui.selections.runs')} on_press={look} />
        {may('selections.save') ? (
          <button
            type="button"
            className="button quiet"
            aria-label={t('ui.selections.delete', { name })}
            onClick={() => void remove(saved)}
          >
            <Icon name="trash" />
          </button>
        ) : null}
      </td>
    </tr>
  );
}
