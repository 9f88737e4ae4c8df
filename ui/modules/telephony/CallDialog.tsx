// One call: whose it is, what it was about, how long it was where nobody told, and the fees it is charged with (J-089).
import { useEffect, useState } from 'react';
import { new_key } from '../../api/client.ts';
import { Conflicts } from '../../forms/Conflicts.tsx';
import { Draft } from '../../forms/draft.ts';
import { LinkField } from '../../forms/LinkField.tsx';
import { useTold } from '../../forms/told.ts';
import { useDraftVersion } from '../../forms/useDraft.ts';
import { LayerComes } from '../../parts/Arriving.tsx';
import { TextField } from '../../parts/Field.tsx';
import { show_instant, show_money } from '../../parts/format.ts';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useMay, useSession } from '../../shell/session.tsx';
import { words_of } from '../../shell/words_of.ts';
import { calls_key, change_call, charge_call, useCall, type Call, type CallChange, type CallFee } from './requests.ts';

export function CallDialog({ id, on_close, on_done }: { id: number; on_close: () => void; on_done?: () => void }) {
  const { data } = useCall(id);
  return data ? <Loaded key={data.id} call={data} {...{ on_close, on_done }} /> : <LayerComes />;
}

interface Props {
  call: Call;
  on_close: () => void;
  on_done?: () => void;
}

const declared = [
  { name: 'customer', kind: 'customer_number' },
  { name: 'note', kind: 'multiline' },
  { name: 'minutes', kind: 'integer' },
] as const;

const fields_of = (call: Call) => ({
  ...{ customer: String(call.customer?.number ?? ''), note: call.note ?? '', minutes: minutes_of(call) },
});

/// What is typed; it stays when the call goes on or a colleague changes something else of it meanwhile.
function useTyped(call: Call): Draft {
  const [draft] = useState(() => new Draft(fields_of(call)));
  useDraftVersion(draft);
  useEffect(() => draft.rebase(fields_of(call)), [call, draft]);
  return draft;
}

/// What was changed in the form; minutes only where the service did not tell.
function change_of(draft: Draft): CallChange {
  const change: CallChange = {};
  if (draft.is_changed('customer')) change.customer = Number(draft.text('customer')) || null;
  if (draft.is_changed('note')) change.note = draft.text('note') || null;
  if (draft.is_changed('minutes')) change.minutes = Number(draft.text('minutes')) || 0;
  return change;
}

const minutes_of = (call: Call) => (call.seconds === null ? '' : String(Math.ceil(call.seconds / 60)));

function useSaving({ call, on_close, on_done }: Props) {
  const t = useText();
  const tell = useTold([calls_key, ['history'], ['bookings']]);
  const [refusal, refuse] = useState<string>();
  const act = async (work: () => Promise<Call>, text: (done: Call) => string) => {
    try {
      const done = await work();
      if (done.change_event) tell(done.change_event, text(done), { undone: on_done });
      on_done?.();
      return true;
    } catch (reason) {
      refuse(words_of(reason, t));
      return false;
    }
  };
  const save = async (change: CallChange) => {
    const nothing = Object.keys(change).length === 0;
    if (
      nothing
      || (await act(
        () => change_call(call, change),
        () => t('ui.calls.saved'),
      ))
    )
      on_close();
  };
  const charge = (rules: readonly string[], booking: number | null, once: string) =>
    act(
      () => charge_call(call.id, rules, booking, once),
      (done) => t('ui.calls.charged', { booking: String(done.booking) }),
    );
  return { refusal, save, charge };
}

function Loaded(props: Props) {
  const { call, on_close } = props;
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const may = useMay();
  const { house } = useSession();
  const { refusal, save, charge } = useSaving(props);
  const draft = useTyped(call);
  const caption = (name: string) => word(`phone_call.${name}`);
  const keep = () => save(change_of(draft));
  const field = (name: (typeof declared)[number]['name']) => ({
    name: `call-${name}`,
    label: caption(name),
    value: draft.text(name),
    on_type: (value: string) => draft.type(name, value),
  });
  const said = [
    show_instant(call.began_at, language, house?.time_zone),
    word(`call_list.direction.${call.direction}`),
    call.outcome ? word(`call_list.outcome.${call.outcome}`) : '',
    call.user,
  ];
  return (
    <FormDialog
      title={t('ui.calls.one', { number: call.number ?? t('ui.calls.withheld') })}
      go={may('calls.take') ? t('ui.save') : undefined}
      {...{ refusal, on_close }}
      on_send={() => (draft.conflicts.length ? undefined : keep())}
      below={call.fees?.length && may('bookings.change') ? <Fees fees={call.fees} {...{ charge }} /> : undefined}
    >
      <Conflicts {...{ draft, caption }} fields={declared} on_done={() => void keep()} />
      <p className="quiet">{said.filter(Boolean).join(', ')}</p>
      <LinkField {...field('customer')} />
      <div data-autofocus-within>
        <TextField {...field('note')} max_length={2000} />
      </div>
      {call.told ? null : <TextField {...field('minutes')} max_length={4} />}
    </FormDialog>
  );
}

interface FeesProps {
  fees: readonly CallFee[];
  charge: (rules: readonly string[], booking: number | null, once: string) => Promise<boolean>;
}

function Fees({ fees, charge }: FeesProps) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const [chosen, set_chosen] = useState<readonly string[]>([]);
  const [booking, set_booking] = useState('');
  const [once, set_once] = useState(new_key);
  const tick = (rule: string) =>
    set_chosen(chosen.includes(rule) ? chosen.filter((one) => one !== rule) : [...chosen, rule]);
  const go = async () => {
    if (await charge(chosen, Number(booking) || null, once)) set_chosen([]);
    set_once(new_key());
  };
  return (
    <fieldset className="stack" data-fees>
      <legend>{t('ui.calls.fees')}</legend>
      {fees.map((fee) => (
        <label key={fee.rule} className="row">
          <input
            type="checkbox"
            data-fee={fee.rule}
            disabled={fee.charged}
            checked={fee.charged || chosen.includes(fee.rule)}
            onChange={() => tick(fee.rule)}
          />
          {fee.text}: {show_money(fee.amount, language)} {house?.currency}
          {fee.minutes ? ` (${t('ui.calls.per_minutes', { count: fee.minutes })})` : ''}
          {fee.charged ? ` – ${t('ui.calls.is_charged')}` : ''}
        </label>
      ))}
      <TextField
        name="call-booking"
        label={t('ui.calls.onto_booking')}
        value={booking}
        on_type={set_booking}
        max_length={9}
      />
      <div className="row">
        <button type="button" className="button" disabled={!chosen.length} onClick={() => void go()} data-charge>
          {t('ui.calls.charge')}
        </button>
      </div>
    </fieldset>
  );
}
