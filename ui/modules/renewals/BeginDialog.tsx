// A new renewal: its name, and which subscription each old one becomes.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTold } from '../../forms/told.ts';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useText, useWord } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { begin, list_subscription_terms, name_of, renewals_key, subscriptions_key } from './requests.ts';

interface Props {
  on_close: () => void;
  on_begun: (id: number) => void;
}
interface Pair {
  from: string;
  to: string;
}

export function BeginDialog({ on_close, on_begun }: Props) {
  const t = useText();
  const word = useWord();
  const told = useTold([renewals_key]);
  const { data } = useQuery({ queryKey: subscriptions_key, queryFn: ({ signal }) => list_subscription_terms(signal) });
  const fixed = (data ?? []).filter((one) => one.kind === 'fixed');
  const old = fixed.map((one) => ({ code: String(one.id), label: name_of(one) }));
  const fresh = fixed.filter((one) => one.events.length).map((one) => ({ code: String(one.id), label: name_of(one) }));
  const [name, set_name] = useState('');
  const [pairs, set_pairs] = useState<readonly Pair[]>([{ from: '', to: '' }]);
  const [refusal, set_refusal] = useState<string>();
  const put = (place: number, part: Partial<Pair>) =>
    set_pairs(pairs.map((pair, at) => (at === place ? { ...pair, ...part } : pair)));
  const send = () => {
    const asked = pairs.filter((pair) => pair.from && pair.to);
    return begin(
      name.trim(),
      asked.map((pair) => ({ from: Number(pair.from), to: Number(pair.to) })),
    ).then(
      (begun) => {
        told(begun.change_event, t('ui.renewals.begun', { name: begun.name }));
        on_close();
        on_begun(begun.id);
      },
      (reason: unknown) => set_refusal(words_of(reason, t)),
    );
  };
  return (
    <FormDialog
      title={t('ui.renewals.begin')}
      on_close={on_close}
      go={t('ui.renewals.begin_go')}
      on_send={send}
      refusal={refusal}
      more={
        <button type="button" className="button" onClick={() => set_pairs([...pairs, { from: '', to: '' }])}>
          {t('ui.renewals.one_more')}
        </button>
      }
    >
      <TextField
        name="name"
        label={word('renewal.name')}
        value={name}
        on_type={set_name}
        required
        autofocus
        max_length={80}
      />
      {pairs.map((pair, place) => (
        <div key={place} className="row">
          <ChoiceField
            name={`from_${place}`}
            label={word('renewal.from')}
            value={pair.from}
            on_type={(from) => put(place, { from })}
            options={old}
          />
          <ChoiceField
            name={`to_${place}`}
            label={word('renewal.to')}
            value={pair.to}
            on_type={(to) => put(place, { to })}
            options={fresh}
            hint={fresh.length ? undefined : t('ui.renewals.no_dates_yet')}
          />
        </div>
      ))}
    </FormDialog>
  );
}
