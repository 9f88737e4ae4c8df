// Due dates and fees with charges of a booking: what rules made of it, and what is changed of that by hand.
import type { Choices } from '../../api/types.ts';
import type { Records } from '../../forms/declared.ts';
import type { Draft } from '../../forms/draft.ts';
import { useDraftVersion } from '../../forms/useDraft.ts';
import { show_date, show_money } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { list_of, type Booking, type Row } from './booking.ts';
import { standing } from './flat.ts';
import { RowTable } from './RowTable.tsx';
import { are_by_hand, dates_by_hand } from './rows.ts';
import { DueDates, useSourceWord } from './Totals.tsx';
import styles from './Booking.module.css';

interface Props {
  draft: Draft;
  booking: Booking;
  reckoned: Booking;
  may: boolean;
  choices?: Choices;
  records: Records;
}

export function DueDatesTab({ draft, reckoned, may, choices, records }: Props) {
  const t = useText();
  useDraftVersion(draft);
  if (are_by_hand(draft))
    return (
      <div className={`stack ${styles.narrow}`}>
        <p className="quiet">{t('ui.due.by_hand.help')}</p>
        <RowTable
          {...{ draft, may, choices }}
          list={list_of('due_dates')}
          reckoned={reckoned.due_dates}
          declared={records.booking_due_date}
        />
        {may ? (
          <p>
            <button type="button" className="button" onClick={() => draft.type('due_dates', [])}>
              {t('ui.due.to_rule')}
            </button>
          </p>
        ) : null}
      </div>
    );
  return (
    <div className={`stack ${styles.narrow}`}>
      {reckoned.due_dates.length ? <DueDates booking={reckoned} /> : <p className="quiet">{t('ui.due.none')}</p>}
      {may && reckoned.due_dates.length ? (
        <p>
          <button type="button" className="button" onClick={() => dates_by_hand(draft, reckoned.due_dates)}>
            {t('ui.due.change')}
          </button>
        </p>
      ) : null}
    </div>
  );
}

export function FeesTab({ draft, booking, reckoned, may, choices, records }: Props) {
  const t = useText();
  const has_right = useMay();
  const fees = standing(reckoned.fees);
  return (
    <div className="stack">
      <RowTable
        {...{ draft, choices }}
        may={may && booking.number > 0 && has_right('fees.change')}
        list={list_of('fees')}
        reckoned={fees}
        declared={records.booking_fee}
      />
      {booking.number ? null : <p className="quiet">{t('ui.booking.fees.after_saving')}</p>}
      <Charges rows={reckoned.charges} />
    </div>
  );
}

function Charges({ rows }: { rows: readonly Row[] }) {
  const t = useText();
  const language = useLanguage();
  const source = useSourceWord();
  if (!rows.length) return null;
  return (
    <section>
      <h2>{t('ui.booking.charges')}</h2>
      <table className="plain" aria-label={t('ui.booking.charges')}>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              <td>{String(row.text ?? '')}</td>
              <td>{show_date(String(row.charged_on ?? ''), language)}</td>
              <td>{source(row.source)}</td>
              <td className="number">{show_money(String(row.amount), language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
