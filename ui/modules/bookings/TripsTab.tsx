// The bookings of a customer, newest departure first: the tab of his profile. Enter opens one, a button begins the next.
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Icon } from '../../parts/icons.tsx';
import { show_date, show_money } from '../../parts/format.ts';
import { CheckField } from '../../parts/MoreFields.tsx';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useHasModule } from '../../shell/places.ts';
import { useMay } from '../../shell/session.tsx';
import { most_lines, useTrips, type Line } from './requests.ts';
import styles from './Booking.module.css';

interface Props {
  customer: number;
  /// Begins a new booking for him.
  begin?: () => void;
  /// Opens his newest booking.
  registration?: () => void;
}

const page = 50;
const columns = [
  'number',
  'kind',
  'state',
  'departs_on',
  'returns_on',
  'destination',
  'participants',
  'total',
  'open',
] as const;
const is_figure = (column: string) => ['participants', 'total', 'open'].includes(column);

export function TripsTab({ customer, begin, registration }: Props) {
  const t = useText();
  const may = useMay();
  const [limit, set_limit] = useState(page);
  const [archive, set_archive] = useState(false);
  const has_archive = useHasModule('archive');
  const trips = useTrips(may('bookings.read') ? customer : undefined, limit, archive);
  if (trips.error) throw trips.error;
  const { rows = [], count = 0 } = trips.data ?? {};
  return (
    <div className="stack">
      <div className="row">
        {begin ? <ToolButton text={t('ui.trips.begin')} icon="plus" action="new_booking" on_press={begin} /> : null}
        {registration ? (
          <ToolButton text={t('ui.trips.registration')} action="registration" on_press={registration} />
        ) : null}
        {has_archive ? (
          <CheckField name="trips-archive" label={t('ui.trips.archive')} checked={archive} on_change={set_archive} />
        ) : null}
      </div>
      {trips.data && !rows.length ? <p className="quiet">{t('ui.trips.none')}</p> : null}
      {rows.length ? (
        <table className="plain" aria-label={t('ui.trips')}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} className={is_figure(column) ? 'number' : undefined}>
                  {t(`ui.trips.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((line) => (
              <Trip key={line.number} line={line} />
            ))}
          </tbody>
        </table>
      ) : null}
      {count > rows.length && limit >= most_lines ? (
        <p>
          <Link
            to="/search/bookings"
            search={{ customer: String(rows[0]?.customer?.number ?? ''), ...(archive ? { archive: 'also' } : {}) }}
            className="button"
          >
            {t('ui.trips.all', { count })}
          </Link>
        </p>
      ) : count > rows.length ? (
        <p>
          <button type="button" className="button" onClick={() => set_limit(Math.min(limit + page, most_lines))}>
            {t('ui.trips.more', { count: count - rows.length })}
          </button>
        </p>
      ) : null}
    </div>
  );
}

function Trip({ line }: { line: Line }) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const day = (value: string | null) => (value ? show_date(value, language) : '');
  return (
    <tr data-booking={line.number} className={line.state === 'cancelled' ? styles.cancelled : undefined}>
      <td>
        <Link to="/bookings/$number" params={{ number: String(line.number) }}>
          {String(line.number)}
        </Link>{' '}
        {line.has_follow_up ? (
          <span title={t('ui.trips.follow_up')} className={styles.followup}>
            <Icon name="note" size={14} />
            <span className="hidden">{t('ui.trips.follow_up')}</span>
          </span>
        ) : null}
      </td>
      <td>{word(`ui.booking.kind.${line.kind}`, line.kind)}</td>
      <td>
        {word(`ui.booking.state.${line.state}`, line.state)}
        {line.archived_on ? (
          <span className="chip">{t('ui.booking.archived', { on: day(line.archived_on) })}</span>
        ) : null}
      </td>
      <td>{day(line.departs_on)}</td>
      <td>{day(line.returns_on)}</td>
      <td>{line.destination}</td>
      <td className="number">{line.participants}</td>
      <td className="number">{show_money(line.total, language)}</td>
      <td className="number">{show_money(line.open, language)}</td>
    </tr>
  );
}
