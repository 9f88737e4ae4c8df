// What a merge does beside the fields: every row that moves, and what one should know before.
import { Icon } from '../../parts/icons.tsx';
import { useText } from '../../shell/language.tsx';
import { words_of_sample, words_of_warning, type Move, type Warning } from './requests.ts';
import styles from './Merges.module.css';

export function Warnings({ warnings }: { warnings: readonly Warning[] }) {
  if (!warnings.length) return null;
  return (
    <ul className={styles.warnings}>
      {warnings.map((warning) => (
        <li key={words_of_warning(warning)} className={styles.warning}>
          <Icon name="warn" size={16} />
          {words_of_warning(warning)}
        </li>
      ))}
    </ul>
  );
}

export function Moves({ moves }: { moves: readonly Move[] }) {
  const t = useText();
  const shown = moves.filter(({ count }) => count > 0);
  return (
    <section aria-labelledby="merge-moves">
      <h2 id="merge-moves">{t('ui.merge.moves')}</h2>
      {shown.length ? (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('ui.merge.what')}</th>
              <th scope="col" className="number">
                {t('ui.merge.count')}
              </th>
              <th scope="col">{t('ui.merge.sample')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ table, what, count, sample }) => (
              <tr key={`${table}${what}`}>
                <td>{what || table}</td>
                <td className="number">{count}</td>
                <td className="quiet">{(sample ?? []).map(words_of_sample).filter(Boolean).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="quiet">{t('ui.merge.no_moves')}</p>
      )}
    </section>
  );
}
