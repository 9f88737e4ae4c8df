// Money that is parked on a customer, on his profile: what there is, where it came from and went; taking in, paying back.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTold } from '../../forms/told.ts';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { read_money, show_instant, show_money } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useMay, useSession } from '../../shell/session.tsx';
import { words_of } from '../../shell/words_of.ts';
import { get_parked, kinds, park, parked_key } from './parked.ts';

export function ParkedMoney({ customer }: { customer: number }) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const may = useMay();
  const { house } = useSession();
  const [dialog, open] = useState<'park' | 'pay_back'>();
  const { data } = useQuery({
    queryKey: [...parked_key, customer],
    queryFn: ({ signal }) => get_parked(customer, signal),
    enabled: may('sales.read'),
  });
  if (!data || !(data.lines.length || may('sales.sell'))) return null;
  const amount = (value: string) => `${show_money(value, language)} ${house?.currency}`;
  return (
    <section aria-labelledby="parked-money" data-parked={data.sum}>
      <h2 id="parked-money">{t('ui.renewals.parked')}</h2>
      <p className="row">
        <strong>{amount(data.sum)}</strong>
        {may('sales.sell') ? (
          <button type="button" className="button" onClick={() => open('park')}>
            {t('ui.renewals.park')}
          </button>
        ) : null}
        {may('sales.refund') && Number(data.sum) > 0 ? (
          <button type="button" className="button" onClick={() => open('pay_back')}>
            {t('ui.renewals.pay_back')}
          </button>
        ) : null}
      </p>
      {data.lines.length ? (
        <table className="plain" aria-labelledby="parked-money">
          <tbody>
            {data.lines.map((line) => (
              <tr key={line.id}>
                <td>{show_instant(line.at, language, house?.time_zone)}</td>
                <td className="number">{amount(line.amount)}</td>
                <td>{word(`parked_money.kind.${line.kind}`)}</td>
                <td>{line.order_number ? t('ui.renewals.into_order', { number: line.order_number }) : ''}</td>
                <td className="quiet">{line.by}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {dialog ? (
        <ParkDialog customer={customer} back={dialog === 'pay_back'} sum={data.sum} on_close={() => open(undefined)} />
      ) : null}
    </section>
  );
}

interface Props {
  customer: number;
  back: boolean;
  sum: string;
  on_close: () => void;
}

function ParkDialog({ customer, back, sum, on_close }: Props) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const told = useTold([parked_key]);
  const [typed, set_typed] = useState(back ? show_money(sum, language) : '');
  const [kind, set_kind] = useState<string>('cash');
  const [refusal, refuse] = useState<string>();
  const go = async () => {
    const amount = read_money(typed, language);
    if (amount === null || !(Number(amount) > 0)) return refuse(t('ui.renewals.no_amount'));
    try {
      const { change_event } = await park(customer, { kind, amount: back ? `-${amount}` : amount });
      told(change_event ?? undefined, t(back ? 'ui.renewals.paid_back' : 'ui.renewals.was_parked'));
      on_close();
    } catch (reason) {
      refuse(words_of(reason, t));
    }
  };
  return (
    <FormDialog
      title={t(back ? 'ui.renewals.pay_back' : 'ui.renewals.park')}
      go={t(back ? 'ui.renewals.pay_back' : 'ui.renewals.park_go')}
      on_send={go}
      {...{ refusal, on_close }}
    >
      <TextField
        name="parked-amount"
        label={word('parked_money.amount')}
        value={typed}
        on_type={set_typed}
        required
        autofocus
      />
      <ChoiceField
        name="parked-kind"
        label={word('parked_money.kind')}
        value={kind}
        on_type={set_kind}
        options={kinds.map((code) => ({ code, label: word(`parked_money.kind.${code}`) }))}
        empty={false}
      />
    </FormDialog>
  );
}
