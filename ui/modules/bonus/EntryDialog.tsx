// Points by hand, tied to no booking: given, or with a minus taken.
import { useRef, useState } from 'react';
import { new_key, Refusal } from '../../api/client.ts';
import { useTold } from '../../forms/told.ts';
import { DateField, TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useToday } from '../../shell/session.tsx';
import { words_of } from '../../shell/words_of.ts';
import { bonus_key, enter_points } from './requests.ts';

/// "+1.000", "-50"; none while it is no whole number.
export function points_typed(typed: string): number | undefined {
  const tidy = typed.replace(/\s/g, '').replace('−', '-');
  return /^[+-]?(\d{1,9}|\d{1,3}(\.\d{3}){1,2})$/.test(tidy) ? Number(tidy.replace(/\./g, '')) : undefined;
}

export function EntryDialog({ customer, on_close }: { customer: number; on_close: () => void }) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const today = useToday();
  const told = useTold([bonus_key]);
  const once = useRef(new_key());
  const [refusal, refuse] = useState<string>();
  const [typed, set_typed] = useState({ points: '', text: '', entered_on: today, expires_on: '' });
  const field = (name: keyof typeof typed) => ({
    name,
    label: word(`bonus_entry.${name}`),
    value: typed[name],
    on_type: (value: string) => set_typed((old) => ({ ...old, [name]: value })),
  });
  const go = async () => {
    const points = points_typed(typed.points);
    if (points === undefined) return refuse(t('ui.bonus.whole_points'));
    const { text, entered_on, expires_on } = typed;
    const entry = { points, text, entered_on: entered_on || null, expires_on: expires_on || null };
    try {
      const done = await enter_points(customer, entry, once.current);
      told(done.change_event, t('ui.bonus.entered', { points: String(points) }));
      on_close();
    } catch (reason) {
      if (reason instanceof Refusal) once.current = new_key();
      refuse(words_of(reason, t));
    }
  };
  return (
    <FormDialog title={t('ui.bonus.enter')} go={t('ui.bonus.enter')} {...{ refusal, on_close }} on_send={go}>
      <TextField {...field('points')} autofocus max_length={12} hint={t('ui.bonus.points_hint')} />
      <TextField {...field('text')} max_length={200} />
      <div className="row">
        <DateField {...field('entered_on')} language={language} />
        <DateField {...field('expires_on')} language={language} ahead />
      </div>
    </FormDialog>
  );
}
