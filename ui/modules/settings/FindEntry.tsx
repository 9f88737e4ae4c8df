// Looks for an entry of base data; beside it stands how many there are.
import { useText } from '../../shell/language.tsx';
import styles from './Settings.module.css';

export function FindEntry({ q, count, find }: { q: string; count?: number; find: (q: string) => void }) {
  const t = useText();
  return (
    <div className="row">
      <input
        type="search"
        className={styles.find}
        data-field="find-base-data"
        value={q}
        aria-label={t('ui.settings.find_entry')}
        placeholder={t('ui.settings.find_entry')}
        onChange={(event) => find(event.target.value)}
      />
      <span role="status" className="quiet">
        {count === undefined ? '' : t('ui.settings.entries', { count })}
      </span>
    </div>
  );
}
