// How a sale ends where it is not simply paid: a part of it, another kind of payment, money that is parked on the customer,
// and until when the rest stays open.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ChoiceField, DateField, TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { read_money, show_money } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { get_parked } from './requests.ts';
import type { useSale } from './useCounter.ts';

const kinds = ['cash', 'card', 'transfer', 'voucher', 'invoice'] as const;
const less = (total: string, sum: string) => Math.max(0, Number(total) - Number(sum)).toFixed(2);

export function PaymentDialog({ sale, on_close }: { sale: ReturnType<typeof useSale>; on_close: () => void }) {
  const t = useText();
  const language = useLanguage();
  const may = useMay();
  const total = sale.total ?? '0.00';
  const { data: parked } = useQuery({
    queryKey: ['parked-money', sale.buyer?.id],
    queryFn: ({ signal }) => get_parked(sale.buyer!.id, signal),
    enabled: Boolean(sale.buyer) && may('sales.read'),
  });
  const [kind, set_kind] = useState<string>('cash');
  const [typed, set_typed] = useState<string>();
  const [from_parked, use_parked] = useState(false);
  const [until, set_until] = useState('');
  const [deleting, set_deleting] = useState(false);
  const [refusal, set_refusal] = useState<string>();
  const rest = from_parked ? less(total, parked ?? '0') : total;
  const shown = typed ?? show_money(rest, language);
  const go = async () => {
    const amount = shown.trim() ? read_money(shown, language) : '0.00';
    if (amount === null) return set_refusal(t('ui.counter.no_amount'));
    const expires_at = until ? `${until}T23:59` : null;
    const wrong = await sale.end({ kind, amount, from_parked, expires_at, delete_on_expiry: deleting });
    if (wrong) set_refusal(wrong);
    else on_close();
  };
  return (
    <FormDialog
      title={t('ui.counter.payment_of', { total: show_money(total, language) })}
      on_close={on_close}
      go={t('ui.counter.payment_go')}
      on_send={go}
      refusal={refusal}
    >
      <ChoiceField
        name="payment-kind"
        label={t('ui.counter.kind')}
        value={kind}
        on_type={set_kind}
        options={kinds.map((code) => ({ code, label: t(`ui.counter.kind.${code}`) }))}
        empty={false}
        autofocus
      />
      {Number(parked) > 0 ? (
        <label className="row">
          <input
            type="checkbox"
            data-field="payment-parked"
            checked={from_parked}
            onChange={() => use_parked(!from_parked)}
          />
          {t('ui.counter.use_parked', { sum: show_money(parked!, language) })}
        </label>
      ) : null}
      <TextField name="payment-amount" label={t('ui.counter.amount')} value={shown} on_type={set_typed} />
      <p className="quiet">{t('ui.counter.part_words')}</p>
      <Until {...{ until, set_until, deleting, set_deleting }} />
    </FormDialog>
  );
}

interface UntilProps {
  until: string;
  set_until: (until: string) => void;
  deleting: boolean;
  set_deleting: (deleting: boolean) => void;
  autofocus?: boolean;
}

/// Until when what is not paid stays, and what becomes of it then.
function Until({ until, set_until, deleting, set_deleting, autofocus }: UntilProps) {
  const t = useText();
  const language = useLanguage();
  return (
    <>
      <DateField
        name="payment-until"
        label={t('ui.counter.reserved_until')}
        value={until}
        on_type={set_until}
        language={language}
        autofocus={autofocus}
        ahead
      />
      <label className="row">
        <input
          type="checkbox"
          data-field="payment-delete"
          checked={deleting}
          onChange={() => set_deleting(!deleting)}
        />
        {t('ui.counter.delete_on_expiry')}
      </label>
    </>
  );
}

/// What the clerk said last: whoever reserves until Friday does it all day.
let said = { until: '', deleting: false };

/// R: reserves, and says until when; Enter alone takes what was said last.
export function ReserveDialog({ sale, on_close }: { sale: ReturnType<typeof useSale>; on_close: () => void }) {
  const t = useText();
  const language = useLanguage();
  const [until, set_until] = useState(said.until);
  const [deleting, set_deleting] = useState(said.deleting);
  const [refusal, set_refusal] = useState<string>();
  const go = async () => {
    const expires_at = until ? `${until}T23:59` : null;
    const nothing = { kind: 'cash', amount: '0.00', from_parked: false, reserve: true };
    const wrong = await sale.end({ ...nothing, expires_at, delete_on_expiry: deleting });
    if (wrong) return set_refusal(wrong);
    said = { until, deleting };
    on_close();
  };
  return (
    <FormDialog
      title={t('ui.counter.reserve_of', { total: show_money(sale.total ?? '0.00', language) })}
      on_close={on_close}
      go={t('ui.counter.reserve')}
      on_send={go}
      refusal={refusal}
    >
      <Until {...{ until, set_until, deleting, set_deleting }} autofocus />
    </FormDialog>
  );
}
