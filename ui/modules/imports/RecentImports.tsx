// The latest files that were taken over, each to be taken back as a whole.
import { show_instant } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import { useUndoChange } from '../audit/useUndoChange.tsx';
import { useRecentImports } from './requests.ts';
import styles from './Imports.module.css';

function UndoImport({ event, on_undone }: { event: number; on_undone: () => void }) {
  const t = useText();
  const { busy, ask, dialog } = useUndoChange(event, on_undone);
  return (
    <>
      <button type="button" className="button" disabled={busy} onClick={() => void ask()}>
        <Icon name="undo" size={16} />
        {t('ui.undo')}
      </button>
      {dialog}
    </>
  );
}

export function RecentImports() {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const { data, refetch } = useRecentImports();
  if (!data?.length) return null;
  return (
    <section aria-labelledby="recent-imports" className={styles.recent}>
      <h3 id="recent-imports">{t('ui.import.recent')}</h3>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('ui.import.file')}</th>
            <th scope="col">{t('ui.import.what')}</th>
            <th scope="col">{t('ui.when')}</th>
            <th scope="col">{t('ui.import.state')}</th>
            <th scope="col">
              <span className="hidden">{t('ui.undo')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.slice(0, 10).map((one) => (
            <tr key={one.id}>
              <td>{one.file_name}</td>
              <td>{one.caption}</td>
              <td className={styles.when}>
                {(one.created_at ?? one.at)
                  ? show_instant((one.created_at ?? one.at)!, language, house?.time_zone)
                  : ''}
              </td>
              <td>
                {one.result
                  ? t('ui.import.counts', {
                      new: one.result.new ?? 0,
                      changed: one.result.changed ?? 0,
                      refused: one.result.refused ?? 0,
                    })
                  : ''}
              </td>
              <td>
                {one.change_event ? <UndoImport event={one.change_event} on_undone={() => void refetch()} /> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
