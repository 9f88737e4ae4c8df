// A subscription split by date: another seat at one of its event dates, chosen on the plan of that date.
import { useState } from 'react';
import { show_instant } from '../../parts/format.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { dates_without_seat, seat_at_date, type Chosen } from './plan.ts';
import { Plan } from './Plan.tsx';
import type { PlanPlace } from './requests.ts';
import { useSeats } from './useCounter.ts';
import styles from './Counter.module.css';

interface Props {
  line: Chosen;
  split: (line: Chosen, event: number, place: PlanPlace) => Promise<void>;
  on_close: () => void;
}

export function SplitDialog({ line, split, on_close }: Props) {
  const t = useText();
  const language = useLanguage();
  const [event, set_event] = useState(dates_without_seat(line)[0] ?? line.event);
  const { plan, states } = useSeats(event);
  const mine = new Set([seat_at_date(line, event) ?? 0]);
  const lacking = new Set(dates_without_seat(line));
  const choose = (place: PlanPlace) => void split(line, event, place).then(on_close);
  return (
    <Dialog
      title={t('ui.counter.split_of', { name: line.subscription?.name ?? '' })}
      on_close={on_close}
      wide
      actions={
        <button type="button" className="button" onClick={on_close}>
          {t('ui.cancel')}
        </button>
      }
    >
      <label className="row">
        <span>{t('ui.counter.event')}</span>
        <select
          data-field="split_date"
          value={event}
          data-autofocus
          onChange={(change) => set_event(Number(change.target.value))}
        >
          {(line.subscription?.events ?? [])
            .filter(({ id }) => line.dates?.some((date) => date.event === id))
            .map((one) => (
              <option key={one.id} value={one.id}>
                {[
                  one.starts_at ? show_instant(one.starts_at, language) : '',
                  one.name,
                  lacking.has(one.id) ? t('ui.counter.no_seat_yet') : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </option>
            ))}
        </select>
      </label>
      <p className="quiet">{t('ui.counter.split_words')}</p>
      <div className={styles.hall}>
        <Plan is_second places={plan?.places ?? []} states={states} mine={mine} on_toggle={choose} />
      </div>
    </Dialog>
  );
}
