// The seat of a right at each event date: where it is another one, and giving one date back for resale with the right kept.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTold } from '../../forms/told.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useOnce } from '../../parts/once.ts';
import { show_instant } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useMay, useSession } from '../../shell/session.tsx';
import { words_of } from '../../shell/words_of.ts';
import {
  get_right,
  give_back_date,
  renewals_key,
  rights_key,
  seat_of,
  type SeatAtDate,
  type SeatRight,
} from './requests.ts';

export function RightDates({ right, on_close }: { right: SeatRight; on_close: () => void }) {
  const t = useText();
  const word = useWord();
  const may = useMay();
  const once = useOnce();
  const told = useTold([rights_key, renewals_key, ['purchases', right.customer], ['seat-states']]);
  const [refusal, refuse] = useState<string>();
  const { data } = useQuery({
    queryKey: [...rights_key, 'one', right.id],
    queryFn: ({ signal }) => get_right(right.id, signal),
  });
  const give = (date: SeatAtDate) =>
    once(async () => {
      try {
        const after = await give_back_date(data ?? right, date.event);
        refuse(undefined);
        told(after.change_event ?? undefined, t('ui.renewals.date_given', { name: date.event_name }));
      } catch (reason) {
        refuse(words_of(reason, t));
      }
    });
  return (
    <Dialog
      title={t('ui.renewals.dates_of_right', { seat: seat_of(right.section, right.row, right.seat) })}
      on_close={on_close}
      wide
      actions={
        <button type="button" className="button" onClick={on_close} data-autofocus>
          {t('ui.close')}
        </button>
      }
    >
      {refusal ? <p role="alert">{refusal}</p> : null}
      {data && !data.dates?.length ? <p className="quiet">{t('ui.renewals.no_tickets')}</p> : null}
      <table className="plain">
        <thead>
          <tr>
            {(['event', 'seat', 'state'] as const).map((column) => (
              <th key={column} scope="col">
                {word(`seat_right.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="hidden">{t('ui.renewals.give_date')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {(data?.dates ?? []).map((date, place) => (
            <AtDate key={`${date.event}/${place}`} date={date} give={may('seat_rights.change') ? give : undefined} />
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

function AtDate({ date, give }: { date: SeatAtDate; give?: (date: SeatAtDate) => void }) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const may = useMay();
  const is_given = date.state === 'deleted';
  const may_give = give && !is_given && (date.state === 'reserved' || may('sales.refund'));
  const when = date.starts_at ? show_instant(date.starts_at, language, house?.time_zone) : '';
  return (
    <tr data-date={date.event}>
      <th scope="row">{[when, date.event_name].filter(Boolean).join(' ')}</th>
      <td>
        {date.seat}
        {date.is_other ? <span className="chip warn">{t('ui.renewals.other_seat')}</span> : null}
      </td>
      <td>{t(`ui.renewals.ticket.${date.state}`)}</td>
      <td>
        {may_give ? (
          <button
            type="button"
            className="button"
            aria-label={`${t('ui.renewals.give_date')}: ${date.event_name}, ${when}`}
            onClick={() => give(date)}
          >
            {t('ui.renewals.give_date')}
          </button>
        ) : null}
      </td>
    </tr>
  );
}
