// What the office does with an order, where something is to be said first: with which other order, to whom, until when, how.
import { useQuery } from '@tanstack/react-query';
import { useContext, useState } from 'react';
import { LinkPicker } from '../../forms/link_picker.ts';
import { useTold } from '../../forms/told.ts';
import { ChoiceField, DateField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { show_money } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { change_order, follow, other_orders, type Order } from './requests.ts';

export type Doing = 'merge' | 'give' | 'prolong' | 'pay_back' | 'move' | 'credit';
const kinds = ['cash', 'card', 'transfer', 'voucher', 'invoice'] as const;

interface Props {
  order: Order;
  doing: Doing;
  on_close: () => void;
}

/// Sends it, and tells what was done, or why not.
function useDoing({ order, doing, on_close }: Props) {
  const t = useText();
  const told = useTold(follow);
  const [refusal, refuse] = useState<string>();
  const go = async (method: 'POST' | 'PUT', path: string, body?: object) => {
    try {
      const after = await change_order(order, method, path, body);
      told(after.change_event ?? undefined, t(`ui.orders.done.${doing}`, { number: after.number }));
      on_close();
    } catch (reason) {
      refuse(words_of(reason, t));
    }
  };
  return { go, refusal };
}

export function OrderDialog(props: Props) {
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
    <Picker initial="" on_pick={({ id }) => void go('PUT', '/customer', { customer: id })} on_cancel={props.on_close} />
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
      title={t(`ui.orders.do.${doing}`)}
      go={id ? t(`ui.orders.do.${doing}`) : undefined}
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
      title={t(`ui.orders.do.${doing}`)}
      go={t(`ui.orders.do.${doing}`)}
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
