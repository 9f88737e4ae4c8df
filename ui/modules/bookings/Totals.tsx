// What the booking comes to, beside what is typed: sums, tax, due dates, fees and whose commission scheme holds. All of
// it is the program's reckoning of the draft; nothing is added up here.
import { show_date, show_money } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import type { Booking, Row } from './booking.ts';
import type { Reckoned } from './usePreview.ts';
import styles from './Booking.module.css';

const parts = ['services', 'commission', 'amounts', 'fees', 'charges'] as const;
const is_nothing = (amount: string) => Number(amount) === 0;

/// The names of sources: the customer's own line, by hand, or another customer's number.
export function useSourceWord(): (source: unknown) => string {
  const t = useText();
  const word = useWord();
  return (source) => {
    const text = String(source ?? '');
    return /^\d+$/.test(text) ? t('ui.source.of_customer', { number: text }) : text && word(`ui.source.${text}`, text);
  };
}

export function Totals({ reckoned }: { reckoned: Reckoned }) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const { booking, waiting, refusal } = reckoned;
  const { totals } = booking;
  const money = (amount: string | number) => show_money(amount, language);
  return (
    <aside
      className={styles.totals}
      aria-label={t('ui.booking.totals')}
      data-waiting={waiting || undefined}
      data-area="totals"
    >
      <table className="plain">
        <tbody>
          {parts
            .filter((part) => part === 'services' || !is_nothing(totals[part]))
            .map((part) => (
              <tr key={part} data-total={part}>
                <th scope="row">{t(`ui.booking.total.${part}`)}</th>
                <td className="number">{money(part === 'commission' ? -Number(totals.commission) : totals[part])}</td>
              </tr>
            ))}
          <tr data-total="total" className={styles.sum}>
            <th scope="row">{t('ui.booking.total.total')}</th>
            <td className="number">
              {money(totals.total)} {house?.currency}
            </td>
          </tr>
          {(['paid', 'open'] as const).map((part) => (
            <tr key={part} data-total={part}>
              <th scope="row">{t(`ui.booking.total.${part}`)}</th>
              <td className="number">{money(totals[part])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {refusal ? <p role="status">{refusal}</p> : null}
      <DueDates booking={booking} />
      <Fees rows={booking.fees.filter((fee) => fee.removed !== true)} />
      <Scheme booking={booking} />
    </aside>
  );
}

export function DueDates({ booking }: { booking: Booking }) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  if (!booking.due_dates.length) return null;
  return (
    <section>
      <h2>{t('ui.booking.due_dates')}</h2>
      <table className="plain" aria-label={t('ui.booking.due_dates')}>
        <tbody>
          {booking.due_dates.map((due, at) => (
            <tr key={at} data-due={String(due.due_on)}>
              <th scope="row">
                {show_date(String(due.due_on ?? ''), language)}
                <span className={styles.source}>
                  {word(`ui.due.${String(due.kind)}`, String(due.kind))} ·{' '}
                  {word(`ui.due_source.${String(due.source)}`, '')}
                </span>
              </th>
              <td className="number">{show_money(String(due.amount), language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Fees({ rows }: { rows: readonly Row[] }) {
  const t = useText();
  const language = useLanguage();
  const source = useSourceWord();
  if (!rows.length) return null;
  return (
    <section>
      <h2>{t('ui.booking.fees')}</h2>
      <table className="plain" aria-label={t('ui.booking.fees')}>
        <tbody>
          {rows.map((fee, at) => (
            <tr key={at} data-fee={String(fee.rule ?? '')}>
              <th scope="row">
                {String(fee.text ?? fee.rule ?? '')}
                <span className={styles.source}>{source(fee.source)}</span>
              </th>
              <td className="number">{show_money(String(fee.total ?? fee.amount), language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Scheme({ booking }: { booking: Booking }) {
  const t = useText();
  const language = useLanguage();
  const { commission } = booking;
  if (!commission?.from) return null;
  const { name, number } = commission.from;
  return (
    <p className="quiet" data-scheme>
      {t('ui.booking.scheme', { name, number: String(number) })}
      {commission.turnover_before && !is_nothing(commission.turnover_before)
        ? ` ${t('ui.booking.turnover_before', { amount: show_money(commission.turnover_before, language) })}`
        : ''}
    </p>
  );
}
