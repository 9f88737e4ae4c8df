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

/// What is typed of the series.
interface Typed {
  from: string;
  to: string;
  time: string;
  every: string;
  days: readonly number[];
}

const series_of = ({ from, to, time, every, days }: Typed) => {
  const first = read_date(from) ?? from;
  const last = to ? (read_date(to) ?? to) : first;
  return { from: first, to: last, time, weekdays: [...days], every: Number(every) };
};

export function SeriesDialog({ line, on_close }: { line: DateLine; on_close: () => void }) {
  const t = useText();
  const told = useTold(follow);
  const once = useRef(new_key());
  const [refusal, refuse] = useState<string>();
  const [typed, set_typed] = useState<Typed>({ from: '', to: '', time: time_of(line.starts_at), every: '1', days: [] });
  const [planned, set_planned] = useState<readonly PlannedDate[]>();
  const [left_out, leave_out] = useState<ReadonlySet<string>>(new Set());
  const wanted = (planned ?? []).map((one) => one.starts_at).filter((start) => !left_out.has(start));
  const type = (part: Partial<Typed>) => {
    set_planned(undefined);
    set_typed({ ...typed, ...part });
  };
  const plan = async () => {
    const found = await plan_series(line.id, series_of(typed));
    set_planned(found);
    leave_out(new Set(found.filter((one) => one.is_taken).map((one) => one.starts_at)));
  };
  const copy = async () => {
    const saved = await copy_date(line.id, wanted, once.current);
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
      <When {...{ typed, type }} />
      <Planned {...{ planned, left_out, leave_out }} />
    </FormDialog>
  );
}

function When({ typed, type }: { typed: Typed; type: (part: Partial<Typed>) => void }) {
  const t = useText();
  const language = useLanguage();
  const day_field = (name: 'from' | 'to', label: 'ui.events.first_day' | 'ui.events.last_day') => (
    <DateField
      name={`series-${name}`}
      label={t(label)}
      value={typed[name]}
      ahead
      {...{ language }}
      on_type={(text) => type({ [name]: text })}
    />
  );
  const text_field = (name: 'time' | 'every', label: 'ui.events.time' | 'ui.events.every') => (
    <TextField
      name={`series-${name}`}
      label={t(label)}
      value={typed[name]}
      on_type={(text) => type({ [name]: text })}
    />
  );
  return (
    <>
      <div className="row">
        {day_field('from', 'ui.events.first_day')}
        {day_field('to', 'ui.events.last_day')}
        {text_field('time', 'ui.events.time')}
        {text_field('every', 'ui.events.every')}
      </div>
      <div className="row" role="group" aria-label={t('ui.events.weekdays')}>
        {weekdays.map((day) => (
          <CheckField
            key={day}
            name={`series-day-${day}`}
            label={day_name(day, language)}
            checked={typed.days.includes(day)}
            on_change={(yes) => type({ days: yes ? [...typed.days, day] : typed.days.filter((one) => one !== day) })}
          />
        ))}
      </div>
    </>
  );
}

interface PlannedProps {
  planned: readonly PlannedDate[] | undefined;
  left_out: ReadonlySet<string>;
  leave_out: (left_out: ReadonlySet<string>) => void;
}

/// The dates as they will be; each can be left out.
function Planned({ planned, left_out, leave_out }: PlannedProps) {
  const t = useText();
  const language = useLanguage();
  const keep = (start: string, yes: boolean) => {
    const next = new Set(left_out);
    if (yes) next.delete(start);
    else next.add(start);
    leave_out(next);
  };
  return planned?.map(({ starts_at, holiday, is_taken }) => (
    <CheckField
      key={starts_at}
      name={`series-${starts_at}`}
      label={[show_instant(starts_at, language), holiday, is_taken ? t('ui.events.hall_taken') : null]
        .filter(Boolean)
        .join(' · ')}
      checked={!left_out.has(starts_at)}
      on_change={(yes) => keep(starts_at, yes)}
    />
  ));
}
