// The latest files that were taken over, each to be taken back as a whole.
import { show_instant } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { reverse } from '../../shell/undo.ts';
import { kinds, useRecentImports, type ImportKind } from './requests.ts';
import styles from './Imports.module.css';

export function RecentImports() {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const { data, refetch } = useRecentImports();
  if (!data?.length) return null;
  const undo = (event: number) =>
    void reverse(event).then(
      () => {
        void refetch();
        show_toast({ text: t('ui.undone') });
      },
      (reason: Error) => show_toast({ text: reason.message || t('ui.unreachable'), tone: 'danger' }),
    );
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
              <td>
                {kinds.includes(one.what as ImportKind) ? t(`ui.import.what.${one.what as ImportKind}`) : one.what}
              </td>
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
                {one.change_event ? (
                  <button type="button" className="button" onClick={() => undo(one.change_event!)}>
                    <Icon name="undo" size={16} />
                    {t('ui.undo')}
                  </button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
