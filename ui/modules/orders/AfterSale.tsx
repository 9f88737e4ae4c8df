// Money into an order, and what comes back of it: paid at the counter, tickets and articles given back with the money, with
// their fees or without them. What would go back is said before it does.
import { useState } from 'react';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { read_money, show_money } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { coming_back } from './coming_back.ts';
import { kinds, useDoing, type DoingProps } from './useDoing.ts';

export function Pay(props: DoingProps) {
  const t = useText();
  const language = useLanguage();
  const { go, refusal, refuse } = useDoing(props);
  const [kind, set_kind] = useState<string>('cash');
  const [typed, set_typed] = useState(show_money(props.order.open, language));
  const pay = () => {
    const amount = read_money(typed, language);
    if (amount === null) return refuse(t('ui.orders.no_amount'));
    return go('POST', '/payments', { payments: [{ kind, amount }] });
  };
  return (
    <FormDialog
      title={t('ui.orders.do.pay')}
      go={t('ui.orders.do.pay')}
      on_send={pay}
      {...{ refusal }}
      on_close={props.on_close}
    >
      <ChoiceField
        empty={false}
        name="kind"
        label={t('ui.orders.kind')}
        value={kind}
        options={kinds.map((code) => ({ code, label: t(`ui.orders.kind.${code}`) }))}
        on_type={set_kind}
        autofocus
      />
      <TextField name="amount" label={t('ui.orders.amount')} value={typed} on_type={set_typed} />
    </FormDialog>
  );
}

export function GiveBack(props: DoingProps) {
  const { order, marked } = props;
  const t = useText();
  const language = useLanguage();
  const may = useMay();
  const { go, refusal } = useDoing(props);
  const [kind, set_kind] = useState<string>('original');
  const [keep_fees, keep] = useState(false);
  const { count, fees, money } = coming_back(order, marked, keep_fees);
  const back = Number(money) > 0;
  const send = () =>
    go('POST', '/returns', {
      ...marked,
      kind: back && kind !== 'stays' ? kind : null,
      keep_fees: keep_fees || undefined,
    });
  const options = ['original', ...kinds.filter((one) => one !== 'invoice'), 'stays'] as const;
  return (
    <FormDialog
      title={t('ui.orders.do.give_back', { count: marked.tickets.length + marked.products.length })}
      go={t('ui.orders.give_back_go', { count })}
      on_send={send}
      go_first={!back}
      {...{ refusal }}
      on_close={props.on_close}
    >
      <p data-back={money}>
        {back ? t('ui.orders.goes_back', { amount: show_money(money, language) }) : t('ui.orders.seats_free')}
      </p>
      {back && may('sales.refund') ? (
        <ChoiceField
          empty={false}
          name="kind"
          label={t('ui.orders.kind')}
          value={kind}
          options={options.map((code) => ({ code, label: t(`ui.orders.back.${code}`) }))}
          on_type={set_kind}
          autofocus
        />
      ) : null}
      {Number(fees) > 0 ? (
        <label>
          <input
            type="checkbox"
            data-field="keep_fees"
            checked={keep_fees}
            onChange={(event) => keep(event.target.checked)}
          />{' '}
          {t('ui.orders.keep_fees', { amount: show_money(fees, language) })}
        </label>
      ) : null}
    </FormDialog>
  );
}
