// What the desk decides about one right.
import { useState } from 'react';
import { useTold } from '../../forms/told.ts';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useText, useWord } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { decide, decisions, renewals_key, type RenewalLine } from './requests.ts';

interface Props {
  renewal: number;
  line: RenewalLine;
  on_close: () => void;
}

export function DecideDialog({ renewal, line, on_close }: Props) {
  const t = useText();
  const word = useWord();
  const told = useTold([renewals_key]);
  const [decision, set_decision] = useState<string>(line.decision);
  const [place, set_place] = useState({ section: '', row: '', seat: '' });
  const [refusal, set_refusal] = useState<string>();
  const send = () =>
    decide(renewal, line, { decision, ...(decision === 'seat' ? place : {}) }).then(
      (after) => {
        told(after.change_event ?? undefined, t('ui.renewals.decided', { name: line.customer_name }));
        on_close();
      },
      (reason: unknown) => set_refusal(words_of(reason, t)),
    );
  const options = decisions.map((code) => ({ code, label: word(`renewal.decision.${code}`) }));
  return (
    <FormDialog
      title={t('ui.renewals.decide', { name: line.customer_name, seat: line.old_seat })}
      on_close={on_close}
      go={t('ui.save')}
      on_send={send}
      refusal={refusal}
    >
      <p>{line.why}</p>
      <ChoiceField
        name="decision"
        label={word('renewal.decision')}
        value={decision}
        on_type={set_decision}
        options={options}
        empty={false}
        autofocus
      />
      {decision === 'seat' ? (
        <div className="row">
          {(['section', 'row', 'seat'] as const).map((part) => (
            <TextField
              key={part}
              name={part}
              label={word(`seat_right.${part}`)}
              value={place[part]}
              on_type={(typed) => set_place({ ...place, [part]: typed })}
              max_length={20}
            />
          ))}
        </div>
      ) : null}
    </FormDialog>
  );
}
