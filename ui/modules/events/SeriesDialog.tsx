// Copies of an event date: one day or a series ("every Friday 20:00 from … to …"). The dates are shown before they are
// made, with holidays and times at which the hall is taken; each can be left out.
import { useRef, useState } from 'react';
import { new_key } from '../../api/client.ts';
import { useTold } from '../../forms/told.ts';
import { read_date, show_instant } from '../../parts/format.ts';
import { DateField, TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { CheckField } from '../../parts/MoreFields.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { copy_date, follow, plan_series, type DateLine, type PlannedDate } from './requests.ts';

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
/// Monday is 1; the second of January 2023 was one.
const day_name = (day: number, language: string) =>
  new Intl.DateTimeFormat(language === 'xx' ? 'en' : language, { weekday: 'short', timeZone: 'UTC' }).format(
    Date.UTC(2023, 0, 1 + day),
  );
const time_of = (instant: string | null) =>
  instant
    ? new Intl.DateTimeFormat('de', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Berlin' }).format(
        new Date(instant),
      )
    : '20:00';

export function SeriesDialog({ line, on_close }: { line: DateLine; on_close: () => void }) {
  const t = useText();
  const language = useLanguage();
  const told = useTold(follow);
  const once = useRef(new_key());
  const [refusal, refuse] = useState<string>();
  const [from, set_from] = useState('');
  const [to, set_to] = useState('');
  const [time, set_time] = useState(time_of(line.starts_at));
  const [every, set_every] = useState('1');
  const [days, set_days] = useState<readonly number[]>([]);
  const [planned, set_planned] = useState<readonly PlannedDate[]>();
  const [left_out, leave_out] = useState<ReadonlySet<string>>(new Set());
  const wanted = (planned ?? []).filter((one) => !left_out.has(one.starts_at));
  const again = <T,>(set: (value: T) => void) => (value: T) => {
    set_planned(undefined);
    set(value);
  };
  const plan = async () => {
    const first = read_date(from) ?? from;
    const last = to ? (read_date(to) ?? to) : first;
    const found = await plan_series(line.id, { from: first, to: last, time, weekdays: [...days], every: Number(every) });
    set_planned(found);
    leave_out(new Set(found.filter((one) => one.is_taken).map((one) => one.starts_at)));
  };
  const copy = async () => {
    const saved = await copy_date(line.id, wanted.map((one) => one.starts_at), once.current);
    told(saved.change_event ?? undefined, t('ui.events.copied', { count: wanted.length }));
    on_close();
  };
  const go = async () => {
    try {
      refuse(undefined);
      await (planned ? copy() : plan());
    } catch (reason) {
      refuse(words_of(reason, t));
    }
  };
  const ready = planned === undefined || wanted.length > 0;
  return (
    <FormDialog
      title={t('ui.events.copy_of', { name: line.name })}
      go={ready ? t(planned ? 'ui.events.make' : 'ui.events.show_dates', { count: wanted.length }) : undefined}
      {...{ refusal, on_close }}
      on_send={go}
    >
      <div className="row">
        <DateField name="series-from" label={t('ui.events.first_day')} value={from} ahead {...{ language }} on_type={again(set_from)} />
        <DateField name="series-to" label={t('ui.events.last_day')} value={to} ahead {...{ language }} on_type={again(set_to)} />
        <TextField name="series-time" label={t('ui.events.time')} value={time} on_type={again(set_time)} />
        <TextField name="series-every" label={t('ui.events.every')} value={every} on_type={again(set_every)} type="integer" />
      </div>
      <div className="row" role="group" aria-label={t('ui.events.weekdays')}>
        {weekdays.map((day) => (
          <CheckField
            key={day}
            name={`series-day-${day}`}
            label={day_name(day, language)}
            checked={days.includes(day)}
            on_change={(yes) => again(set_days)(yes ? [...days, day] : days.filter((one) => one !== day))}
          />
        ))}
      </div>
      {planned?.map((one) => (
        <CheckField
          key={one.starts_at}
          name={`series-${one.starts_at}`}
          label={[
            show_instant(one.starts_at, language),
            one.holiday,
            one.is_taken ? t('ui.events.hall_taken') : null,
          ]
            .filter(Boolean)
            .join(' · ')}
          checked={!left_out.has(one.starts_at)}
          on_change={(yes) => {
            const next = new Set(left_out);
            if (yes) next.delete(one.starts_at);
            else next.add(one.starts_at);
            leave_out(next);
          }}
        />
      ))}
    </FormDialog>
  );
}
