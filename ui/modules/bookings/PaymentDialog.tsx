// A payment comes in or is given back: kind, day and amount; what is still open is proposed.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ChoiceField, DateField, TextField } from '../../parts/Field.tsx';
import { get } from '../../api/client.ts';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { show_money } from '../../parts/format.ts';
import { MoneyField } from '../../parts/MoreFields.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useHasModule } from '../../shell/places.ts';
import { useMay, useToday } from '../../shell/session.tsx';
import type { Booking } from './booking.ts';
import { usePaperAfter } from './PaperAfter.tsx';
import { PaperIsMade } from './PaperIsMade.tsx';
import { pay_booking, type PaperMade } from './requests.ts';
import { useSending } from './useActions.ts';
import styles from './Booking.module.css';

const kinds = ['transfer', 'cash', 'card', 'cheque', 'direct_debit', 'voucher', 'bonus', 'other'] as const;

/// What the customer could pay with points, while that is asked.
function usePoints(booking: Booking, wanted: boolean) {
  const may = useMay();
  const customer = booking.customer?.id;
  const { data } = useQuery({
    queryKey: ['bonus', String(customer)],
    enabled: wanted && customer !== undefined && may('bonus.read'),
    queryFn: ({ signal }) => get<{ balance: number; worth: string }>(`/customers/${customer}/bonus`, undefined, signal),
  });
  return wanted ? data : undefined;
}

export function PaymentDialog({ booking, on_close }: { booking: Booking; on_close: () => void }) {
  const t = useText();
  const language = useLanguage();
  const today = useToday();
  const send = useSending(booking);
  const [refusal, refuse] = useState<string>();
  const [typed, set_typed] = useState<Record<string, string>>({
    ...{ kind: 'transfer', paid_on: today, amount: booking.totals.open, holder: '', text: '' },
  });
  const has_bonus = useHasModule('bonus');
  const points = usePoints(booking, typed.kind === 'bonus');
  const offered = kinds.filter((kind) => kind !== 'bonus' || has_bonus);
  const paper = usePaperAfter(booking.customer?.id, typed.kind!);
  const [made, set_made] = useState<PaperMade>();
  const field = (name: string) => ({
    name: `pay-${name}`,
    label: t(`ui.payment.${name as 'amount'}`),
    value: typed[name]!,
    on_type: (value: string) => set_typed((old) => ({ ...old, [name]: value })),
  });
  const go = async () => {
    const body = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, value || null]));
    const done = await send((once) => pay_booking(booking.number, body, once), t('ui.payment.done'));
    if (typeof done === 'string') return refuse(done);
    const printed = await paper.print(done.booking);
    if (printed) set_made(printed);
    else on_close();
  };
  if (made) return <PaperIsMade {...{ made, on_close }} />;
  return (
    <FormDialog
      title={t('ui.payment.title', { number: String(booking.number) })}
      go={t('ui.payment.go')}
      {...{ refusal, on_close }}
      on_send={() => void go()}
    >
      <div className={styles.two}>
        <ChoiceField
          {...field('kind')}
          empty={false}
          options={offered.map((code) => ({ code, label: t(`ui.payment_kind.${code}`) }))}
        />
        <DateField {...field('paid_on')} language={language} />
        <div data-autofocus-within>
          <MoneyField {...field('amount')} language={language} />
        </div>
        <TextField {...field('holder')} max_length={120} />
        <TextField {...field('text')} max_length={200} />
        {paper.field}
      </div>
      {points ? (
        <p data-points={points.balance}>
          {t('ui.payment.points', { count: points.balance, amount: show_money(points.worth, language) })}
        </p>
      ) : null}
    </FormDialog>
  );
}
