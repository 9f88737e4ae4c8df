// What the office does with an order, where something is to be said first: with which other order, to whom, until when, how.
import { useQuery } from '@tanstack/react-query';
import { useContext, useState } from 'react';
import { LinkPicker } from '../../forms/link_picker.ts';
import { Arriving } from '../../parts/Arriving.tsx';
import { ChoiceField, DateField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { show_money } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { GiveBack, Pay } from './AfterSale.tsx';
import { Exchange } from './Exchange.tsx';
import { other_orders } from './requests.ts';
import { kinds, useDoing, type DoingProps as Props } from './useDoing.ts';

export function OrderDialog(props: Props) {
  if (props.doing === 'pay') return <Pay {...props} />;
  if (props.doing === 'give_back') return <GiveBack {...props} />;
  if (props.doing === 'exchange') return <Exchange {...props} />;
  if (props.doing === 'give') return <Give {...props} />;
  if (props.doing === 'merge' || props.doing === 'move') return <WithOther {...props} />;
  if (props.doing === 'prolong') return <Prolong {...props} />;
  return <PayBack {...props} />;
}

function Give(props: Props) {
  const Picker = useContext(LinkPicker);
  const { go, refusal } = useDoing(props);
  const t = useText();
  return refusal ? (
    <FormDialog title={t('ui.orders.do.give')} {...{ refusal }} on_close={props.on_close} on_send={props.on_close}>
      {null}
    </FormDialog>
  ) : (
    <Arriving>
      <Picker
        initial=""
        on_pick={({ id }) => void go('PUT', '/customer', { customer: id })}
        on_cancel={props.on_close}
      />
    </Arriving>
  );
}

function WithOther(props: Props) {
  const { order, doing, on_close } = props;
  const t = useText();
  const language = useLanguage();
  const { go, refusal } = useDoing(props);
  const { data } = useQuery({
    queryKey: ['order', order.id, 'others'],
    queryFn: ({ signal }) => other_orders(order, signal),
  });
  const [other, choose] = useState('');
  const options = (data ?? []).map((one) => ({
    code: String(one.id),
    label: `${one.number} · ${show_money(one.total, language)}`,
  }));
  const id = Number(other || options[0]?.code);
  const send = () =>
    doing === 'merge' ? go('POST', '/merges', { from: id }) : go('POST', '/overpaid/moves', { to: id });
  return (
    <FormDialog
      title={t(`ui.orders.do.${doing as 'move'}`)}
      go={id ? t(`ui.orders.do.${doing as 'move'}`) : undefined}
      on_send={send}
      {...{ refusal, on_close }}
    >
      {options.length ? (
        <ChoiceField
          name="other-order"
          label={t('ui.orders.other')}
          value={other || options[0]!.code}
          options={options}
          on_type={choose}
          autofocus
        />
      ) : (
        <p>{t('ui.orders.no_other')}</p>
      )}
    </FormDialog>
  );
}

function Prolong(props: Props) {
  const { order, on_close } = props;
  const t = useText();
  const language = useLanguage();
  const { go, refusal } = useDoing(props);
  const [until, set_until] = useState(order.expires_at?.slice(0, 10) ?? '');
  const [deletes, set_deletes] = useState(order.delete_on_expiry);
  const send = () =>
    go('PUT', '/expiry', { expires_at: until ? `${until}T23:59` : null, delete_on_expiry: Boolean(until) && deletes });
  return (
    <FormDialog title={t('ui.orders.do.prolong')} go={t('ui.orders.save')} on_send={send} {...{ refusal, on_close }}>
      <DateField
        name="expires_at"
        label={t('ui.orders.expires_at')}
        value={until}
        on_type={set_until}
        language={language}
        ahead
        autofocus
      />
      <label>
        <input type="checkbox" checked={deletes} onChange={(event) => set_deletes(event.target.checked)} />{' '}
        {t('ui.orders.delete_then')}
      </label>
    </FormDialog>
  );
}

function PayBack(props: Props) {
  const { order, doing, on_close } = props;
  const t = useText();
  const language = useLanguage();
  const { go, refusal } = useDoing(props);
  const [kind, set_kind] = useState('');
  const amount = show_money(String(-Number(order.open)), language);
  const send = () =>
    doing === 'credit'
      ? go('POST', '/overpaid/parked-money')
      : go('POST', '/overpaid/paybacks', { kind: kind || null });
  return (
    <FormDialog
      title={t(`ui.orders.do.${doing as 'move'}`)}
      go={t(`ui.orders.do.${doing as 'move'}`)}
      on_send={send}
      go_first
      {...{ refusal, on_close }}
    >
      <p>{t(doing === 'credit' ? 'ui.orders.credit_words' : 'ui.orders.pay_back_words', { amount })}</p>
      {doing === 'pay_back' ? (
        <ChoiceField
          name="kind"
          label={t('ui.orders.kind')}
          value={kind}
          options={[
            { code: '', label: t('ui.orders.as_it_came') },
            ...kinds.map((code) => ({ code, label: t(`ui.orders.kind.${code}`) })),
          ]}
          on_type={set_kind}
        />
      ) : null}
    </FormDialog>
  );
}
