// The payments of a booking, newest last; each can be taken back by its reverse entry, never deleted.
import { show_date, show_money } from '../../parts/format.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import type { Booking, Row } from './booking.ts';
import { pay_booking } from './requests.ts';
import { useSending } from './useActions.ts';

const columns = ['paid_on', 'kind', 'amount', 'holder', 'text', 'receipt_number', 'entered_by'] as const;

export function PaymentsTab({ booking, pay }: { booking: Booking; pay: () => void }) {
  const t = useText();
  const may = useMay();
  const { payments } = booking;
  const reversed = new Set(payments.map((payment) => payment.reverses).filter(Boolean));
  return (
    <div className="stack">
      {payments.length ? (
        <table className="plain" aria-label={t('ui.booking.tab.payments')}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} className={column === 'amount' ? 'number' : undefined}>
                  {t(`ui.payment.${column}`)}
                </th>
              ))}
              <th>
                <span className="hidden">{t('ui.booking.row')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {payments.map((payment) => (
              <Line key={payment.position} {...{ booking, payment }} reversed={reversed.has(payment.position)} />
            ))}
          </tbody>
        </table>
      ) : (
        <p className="quiet">{t('ui.payment.none')}</p>
      )}
      {may('bookings.pay') ? (
        <p>
          <ToolButton text={t('ui.booking.pay')} action="payment" on_press={pay} />
        </p>
      ) : null}
    </div>
  );
}

function Line({ booking, payment, reversed }: { booking: Booking; payment: Row; reversed: boolean }) {
  const t = useText();
  const language = useLanguage();
  const may = useMay();
  const send = useSending(booking);
  const reverse = async () => {
    const body = { reverses: payment.position };
    const done = await send((once) => pay_booking(booking.number, body, once), t('ui.payment.reversed'));
    if (typeof done === 'string') show_toast({ text: done, tone: 'danger' });
  };
  const text = (name: string) => String(payment[name] ?? '');
  const shown: Record<(typeof columns)[number], string> = {
    paid_on: show_date(text('paid_on'), language),
    kind: t(`ui.payment_kind.${text('kind') as 'cash'}`),
    amount: show_money(text('amount'), language),
    holder: text('holder'),
    text: text('text'),
    receipt_number: text('receipt_number'),
    entered_by: text('entered_by'),
  };
  return (
    <tr data-payment={text('position')}>
      {columns.map((column) => (
        <td key={column} className={column === 'amount' ? 'number' : undefined}>
          {shown[column]}
        </td>
      ))}
      <td>
        {reversed || payment.reverses ? (
          <span className="chip">{t(payment.reverses ? 'ui.payment.is_reversal' : 'ui.payment.was_reversed')}</span>
        ) : may('bookings.pay') ? (
          <button type="button" className="button" onClick={() => void reverse()}>
            {t('ui.payment.reverse')}
          </button>
        ) : null}
      </td>
    </tr>
  );
}
