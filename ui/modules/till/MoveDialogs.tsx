// Opening a till, and money by hand: a deposit, a withdrawal, the correction of a closed till.
import { useRef, useState } from 'react';
import { new_key, Refusal } from '../../api/client.ts';
import { useTold } from '../../forms/told.ts';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { show_money } from '../../parts/format.ts';
import { MoneyField } from '../../parts/MoreFields.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { do_at_till, till_key, type Till } from './requests.ts';

export type Move = 'deposit' | 'withdraw' | 'correct';

/// Sends once, tells it with the way back, or why not.
export function useAtTill(on_close: () => void) {
  const t = useText();
  const told = useTold([till_key]);
  const once = useRef(new_key());
  const [refusal, refuse] = useState<string>();
  const act = async (path: string, body: object, said: (done: Till) => string, undo = true) => {
    try {
      const done = await do_at_till(path, body, once.current);
      told(undo ? done.change_event : undefined, said(done));
      on_close();
    } catch (reason) {
      if (reason instanceof Refusal) once.current = new_key();
      refuse(words_of(reason, t));
    }
  };
  return { act, refusal };
}

export function OpenDialog({ proposed, on_close }: { proposed: string | null; on_close: () => void }) {
  const t = useText();
  const language = useLanguage();
  const { act, refusal } = useAtTill(on_close);
  const [opening, set_opening] = useState(proposed ?? '0.00');
  return (
    <FormDialog
      title={t('ui.till.open')}
      go={t('ui.till.open')}
      {...{ refusal, on_close }}
      on_send={() => act('/till/openings', { opening }, () => t('ui.till.opened'))}
    >
      <div data-autofocus-within>
        <MoneyField
          name="opening"
          label={t('ui.till.opening')}
          hint={t('ui.till.opening_hint')}
          value={opening}
          on_type={set_opening}
          language={language}
        />
      </div>
    </FormDialog>
  );
}

const kinds = ['cash', 'card', 'cheque', 'voucher'] as const;

export function MoveDialog({ what, on_close }: { what: Move; on_close: () => void }) {
  const t = useText();
  const language = useLanguage();
  const { act, refusal } = useAtTill(on_close);
  const [typed, set_typed] = useState({ amount: '', text: '', kind: 'cash', corrects: '' });
  const type = (name: keyof typeof typed) => (value: string) => set_typed((old) => ({ ...old, [name]: value }));
  const go = () => {
    const taken_out = what === 'withdraw' && /^\d/.test(typed.amount);
    const amount = taken_out ? `-${typed.amount}` : typed.amount;
    const { text, kind } = typed;
    const body = what === 'correct' ? { amount, text, kind, corrects: Number(typed.corrects) || -1 } : { amount, text };
    return act('/till/entries', body, () => t('ui.till.entered', { amount: show_money(amount, language) }));
  };
  const title = t(`ui.till.${what}`);
  return (
    <FormDialog title={title} go={title} {...{ refusal, on_close }} on_send={go}>
      {what === 'correct' ? (
        <>
          <TextField
            name="corrects"
            label={t('ui.till.corrects')}
            value={typed.corrects}
            on_type={type('corrects')}
            max_length={9}
            autofocus
          />
          <ChoiceField
            name="kind"
            label={t('ui.till.kind')}
            value={typed.kind}
            on_type={type('kind')}
            empty={false}
            options={kinds.map((code) => ({ code, label: t(`ui.till.kind.${code}`) }))}
          />
        </>
      ) : null}
      <div data-autofocus-within={what === 'correct' ? undefined : true}>
        <MoneyField
          name="amount"
          label={t('ui.till.amount')}
          hint={what === 'correct' ? t('ui.till.correct_hint') : undefined}
          value={typed.amount}
          on_type={type('amount')}
          language={language}
        />
      </div>
      <TextField name="text" label={t('ui.till.reason')} value={typed.text} on_type={type('text')} max_length={200} />
    </FormDialog>
  );
}
