// Which booking this is, always on top: number, kind and state, for whom, through which agency.
import { Link } from '@tanstack/react-router';
import type { Draft } from '../../forms/draft.ts';
import { useDraftVersion } from '../../forms/useDraft.ts';
import { show_date } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import type { Booking } from './booking.ts';
import styles from './Booking.module.css';

interface Props {
  booking: Booking;
  reckoned: Booking;
  draft: Draft;
  unsaved: boolean;
}

const tone_of = (state: string) =>
  state === 'cancelled' || state === 'void' ? 'danger' : state === 'invoiced' ? 'ok' : '';

export function BookingHeader({ booking, reckoned, draft, unsaved }: Props) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  useDraftVersion(draft);
  const kind = draft.text('kind');
  const option = draft.text('option_until');
  const { customer } = booking;
  const agency = reckoned.agency ?? booking.agency;
  return (
    <header className={styles.header}>
      <h1>{booking.number ? t('ui.booking.title', { number: String(booking.number) }) : t('ui.booking.new')}</h1>
      <span className="chip">{word(`ui.booking.kind.${kind}`, kind)}</span>
      {booking.number ? (
        <span className={`chip ${tone_of(booking.state)}`}>
          {word(`ui.booking.state.${booking.state}`, booking.state)}
        </span>
      ) : null}
      {customer ? (
        <Link to="/customers/$id" params={{ id: String(customer.id) }} className={styles.who}>
          {customer.name} <span className="quiet">{t('ui.customer.number', { number: String(customer.number) })}</span>
        </Link>
      ) : null}
      {booking.archived_on ? (
        <span className="chip warn">
          {t('ui.booking.archived', { on: show_date(String(booking.archived_on), language) })}
        </span>
      ) : null}
      {agency ? <span className="chip">{t('ui.booking.through', { name: agency.name })}</span> : null}
      {option && (kind === 'option' || kind === 'reservation') ? (
        <span className="chip warn">{t('ui.booking.option', { on: show_date(option, language) })}</span>
      ) : null}
      <span className="grow" />
      <span className="quiet">{unsaved ? t('ui.unsaved') : ''}</span>
    </header>
  );
}
