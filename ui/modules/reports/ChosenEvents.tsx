// What was chosen in the event filter, as chips that can be taken away, and how many events that makes.
import { Icon } from '../../parts/icons.tsx';
import { useText } from '../../shell/language.tsx';
import { dimensions, has_choice, nameless, type Dimension, type EventFilter } from './filter.ts';
import styles from './CustomerReport.module.css';

interface Props {
  filter: EventFilter;
  count?: number;
  on_remove: (dimension: Dimension, value: string) => void;
}

export function ChosenEvents({ filter, count, on_remove }: Props) {
  const t = useText();
  const narrowed = dimensions.filter((dimension) => filter.chosen[dimension].length);
  return (
    <div className={styles.chosen}>
      {narrowed.map((dimension, place) => (
        <span key={dimension} className={styles.dimension} role="group" aria-label={t(`ui.filter.${dimension}`)}>
          {place ? <em>{t('ui.filter.and')}</em> : null}
          <span className="quiet">{t(`ui.filter.${dimension}`)}</span>
          {filter.chosen[dimension].map((value, position) => (
            <span key={value} className={styles.pair}>
              {position ? <em>{t('ui.filter.or')}</em> : null}
              <Chip value={value} on_remove={() => on_remove(dimension, value)} />
            </span>
          ))}
        </span>
      ))}
      <output className={styles.size}>
        {!has_choice(filter) ? t('ui.filter.none') : count === undefined ? '' : t('ui.filter.count', { count })}
      </output>
    </div>
  );
}

function Chip({ value, on_remove }: { value: string; on_remove: () => void }) {
  const t = useText();
  return (
    <span className="chip accent">
      {value === nameless ? t('ui.filter.without') : value}
      <button
        type="button"
        className={styles.drop}
        aria-label={t('ui.filter.remove', { name: value })}
        onClick={on_remove}
      >
        <Icon name="close" size={12} />
      </button>
    </span>
  );
}
