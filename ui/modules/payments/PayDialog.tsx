// An open item is paid: what is open is proposed, less is a part, more stays as the booking's credit.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ChoiceField, DateField, TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { MoneyField } from '../../parts/MoreFields.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useToday } from '../../shell/session.tsx';
import { usePaperAfter } from '../bookings/PaperAfter.tsx';
import { PaperIsMade } from '../bookings/PaperIsMade.tsx';
import { booking_key, load_booking, type PaperMade } from '../bookings/requests.ts';
import { useDoing } from './lists.ts';
import { post, type Taken } from './requests.ts';

export interface Payable {
  booking?: number;
  order?: string;
  open: string;
  name: string;
}

const kinds = {
  booking: ['transfer', 'cash', 'card', 'cheque', 'direct_debit', 'voucher', 'other'],
  order: ['transfer', 'cash', 'card', 'voucher'],
} as const;

interface Props {
  item: Payable;
  on_close: () => void;
  on_done: () => void;
}

export function PayDialog({ item, on_close, on_done }: Props) {
  const t = useText();
  const language = useLanguage();
  const today = useToday();
  const { act, refusal } = useDoing();
  const [typed, set_typed] = useState<Record<string, string>>({
    ...{ kind: 'transfer', paid_on: today, amount: item.open, text: '' },
  });
  const { booking, order } = item;
  const customer = useQuery({
    queryKey: booking_key(booking ?? 0),
    enabled: booking !== undefined,
    queryFn: ({ signal }) => load_booking(booking!, signal),
  }).data?.customer?.id;
  const paper = usePaperAfter(customer, typed.kind!);
  const [made, set_made] = useState<PaperMade>();
  const field = (name: string) => ({
    name: `pay-${name}`,
    label: t(`ui.pay.${name as 'amount'}`),
    value: typed[name]!,
    on_type: (value: string) => set_typed((old) => ({ ...old, [name]: value })),
  });
  const said = ({ taken }: Taken) => {
    const last = taken.at(-1);
    const credit = last && Number(last.credit) > 0 ? ` ${t('ui.pay.credit', { credit: last.credit })}` : '';
    return t('ui.pay.done') + credit;
  };
  const go = async () => {
    const body = { ...typed, text: typed.text || null, items: [booking ? { booking } : { order }] };
    const done = await act((once) => post<Taken>('/payments', body, once), said);
    if (!done) return;
    const printed = booking ? await paper.print(await load_booking(booking), done.taken.at(-1)?.position) : undefined;
    if (printed) set_made(printed);
    else on_done();
  };
  if (made) return <PaperIsMade made={made} on_close={on_done} />;
  const number = String(item.booking ?? item.order);
  return (
    <FormDialog
      title={t('ui.pay.title', { number, name: item.name })}
      go={t('ui.pay.do')}
      {...{ refusal, on_close }}
      on_send={go}
    >
      <div data-autofocus-within>
        <MoneyField {...field('amount')} language={language} />
      </div>
      <ChoiceField
        {...field('kind')}
        empty={false}
        options={kinds[item.order ? 'order' : 'booking'].map((code) => ({ code, label: t(`ui.pay.kind.${code}`) }))}
      />
      <DateField {...field('paid_on')} language={language} />
      <TextField {...field('text')} max_length={200} />
      {booking ? paper.field : null}
    </FormDialog>
  );
}
