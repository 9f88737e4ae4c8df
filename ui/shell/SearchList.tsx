// The layer below the search box: its entries, the marked one, and what can be typed.
import { useText } from './language.tsx';
import type { Entry } from './useEntries.tsx';
import hits from '../parts/Hit.module.css';
import styles from './SearchBox.module.css';

interface Props {
  id: string;
  entries: readonly Entry[];
  active: number;
  failed?: boolean;
}

export function SearchList({ id, entries, active, failed }: Props) {
  const t = useText();
  const marked = (place: number) => place === active || (active < 0 && place === 0);
  return (
    <div className={`${styles.layer} fade`} onMouseDown={(event) => event.preventDefault()}>
      <div role="listbox" id={`${id}list`} aria-label={t('ui.search.hits')} className={styles.list}>
        {entries.map((entry, place) => (
          <div
            key={entry.id}
            id={`${id}${place}`}
            role="option"
            aria-selected={place === active}
            className={`${hits.hit} ${marked(place) ? hits.top : ''}`}
            onClick={entry.run}
          >
            {entry.view}
          </div>
        ))}
      </div>
      {failed ? <p className={styles.note}>{t('ui.unreachable')}</p> : null}
      <p className={styles.help}>{t('ui.search.help')}</p>
    </div>
  );
}
