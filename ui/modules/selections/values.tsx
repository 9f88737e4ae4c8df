// What a criterion compares with: one input for each kind of field, and for spans, several values and days told from
// today.
import { useState, type KeyboardEvent } from 'react';
import { BaseDataField } from '../../forms/BaseDataField.tsx';
import { useChoices, useFields, useValueHelp } from '../../forms/declared.ts';
import { LinkField } from '../../forms/LinkField.tsx';
import { ChoiceField, DateField, TextField } from '../../parts/Field.tsx';
import { Icon } from '../../parts/icons.tsx';
import { Lookup } from '../../parts/Lookup.tsx';
import { MoneyField } from '../../parts/MoreFields.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import type { DeclaredField } from './criteria.ts';
import { is_members, type Json } from './document.ts';
import { is_day, whole_number } from './numbers.ts';
import {
  counted,
  read_day_of_year,
  show_day_of_year,
  span_of,
  span_value,
  spans,
  units,
  type Span,
  type Unit,
} from './relative.ts';
import styles from './Selections.module.css';

export interface ValueProps {
  field: DeclaredField;
  value: Json | undefined;
  change: (value: Json) => void;
  /// Unlike any other on the screen.
  name: string;
  label: string;
}

const text_of = (value: Json | undefined) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/// Words of the codes a field takes: its own, or those every house has for its kind.
export function useFieldChoices(field: DeclaredField): readonly { code: string; label: string }[] {
  const known = useChoices().data ?? {};
  const { countries = [], languages = [] } = known;
  if (field.choices?.length) return field.choices.map(({ code, caption }) => ({ code, label: caption }));
  const listed = field.choice_list ? known[field.choice_list] : undefined;
  if (listed) return Array.isArray(listed) ? listed : Object.values(listed).flat();
  return field.kind === 'country' ? countries : field.kind === 'language' ? languages : [];
}

/// A text, with what others were given before where the field offers that.
function FreeText({ field, value, change, name, label }: ValueProps) {
  const declared = useFields().data?.find((one) => one.name === field.name);
  const offers = Boolean(declared?.value_help) && (field.record ?? 'customer') === 'customer';
  const known = useValueHelp(offers ? field.name : '', offers ? text_of(value) : '');
  const common = { name, label, value: text_of(value), on_type: change };
  if (!offers) return <TextField {...common} />;
  const items = known.map((one) => ({ id: one.value, label: one.value, hint: one.count > 1 ? `× ${one.count}` : '' }));
  return <Lookup {...common} items={items} />;
}

/// A single value.
export function ScalarValue(props: ValueProps) {
  const { field, value, change, name, label } = props;
  const t = useText();
  const language = useLanguage();
  const choices = useFieldChoices(field);
  const common = { name, label, value: text_of(value), on_type: change };
  if (field.kind === 'yes_no') {
    const options = ['true', 'false'].map((code) => ({ code, label: code === 'true' ? t('ui.yes') : t('ui.no') }));
    const chosen = typeof value === 'boolean' ? String(value) : '';
    return (
      <ChoiceField
        {...common}
        options={options}
        value={chosen}
        empty={false}
        on_type={(code) => change(code === 'true')}
      />
    );
  }
  if (choices.length) return <ChoiceField {...common} options={choices} />;
  if (field.base_data) return <BaseDataField {...common} base={field.base_data} />;
  switch (field.kind) {
    case 'date':
    case 'instant':
      return <DayValue {...props} />;
    case 'money':
      return <MoneyField {...common} language={language} />;
    case 'customer_number':
      return <LinkField {...common} on_type={(typed) => change(whole_number(typed))} />;
    case 'integer':
      return <TextField {...common} type="integer" on_type={(typed) => change(whole_number(typed))} />;
    default:
      return <FreeText {...props} />;
  }
}

const day_ways = ['date', 'today', 'last', 'next'] as const;
type DayWay = (typeof day_ways)[number];
const way_of = (value: Json | undefined): DayWay => {
  const span = span_of(value);
  return span === 'today' || span === 'last' || span === 'next' ? span : 'date';
};

/// A day of the calendar, or one told from today: "3 months ago".
function DayValue({ value, change, name, label }: ValueProps) {
  const t = useText();
  const language = useLanguage();
  const way = way_of(value);
  const take = (next: string) => change(next === 'date' ? '' : span_value(next as Span, counted(undefined)));
  return (
    <div className={styles.values}>
      <ChoiceField
        name={`${name}-way`}
        label={t('ui.selections.day.way', { name: label })}
        value={way}
        options={day_ways.map((code) => ({ code, label: t(`ui.selections.day.${code}`) }))}
        empty={false}
        on_type={take}
      />
      {way === 'date' ? (
        <DateField {...{ name, label, language }} value={text_of(value)} on_type={change} />
      ) : way === 'today' ? null : (
        <CountOfUnits {...{ value, change, name, label }} span={way} />
      )}
    </div>
  );
}

function CountOfUnits({ value, change, name, label, span }: Omit<ValueProps, 'field'> & { span: Span }) {
  const t = useText();
  const { count, unit } = counted(value);
  return (
    <>
      <TextField
        name={name}
        label={t('ui.selections.span.count', { name: label })}
        type="integer"
        value={count}
        max_length={4}
        on_type={(typed) => change(span_value(span, { count: typed, unit }))}
      />
      <ChoiceField
        name={`${name}-unit`}
        label={t('ui.selections.span.unit', { name: label })}
        value={unit}
        options={units.map((code) => ({ code, label: t(`ui.selections.unit.${code}`) }))}
        empty={false}
        on_type={(code) => change(span_value(span, { count, unit: code as Unit }))}
      />
    </>
  );
}

function SpanValue({ value, change, name, label }: ValueProps) {
  const t = useText();
  const span = span_of(value) ?? 'last';
  return (
    <div className={styles.values}>
      <ChoiceField
        name={`${name}-span`}
        label={label}
        value={span}
        options={spans.map((code) => ({ code, label: t(`ui.selections.span.${code}`) }))}
        empty={false}
        on_type={(code) => change(span_value(code as Span, counted(value)))}
      />
      {span === 'last' || span === 'next' ? <CountOfUnits {...{ value, change, name, label, span }} /> : null}
    </div>
  );
}

/// A month, or from a day to a day of any year.
function BirthdayValue({ value, change, name, label }: ValueProps) {
  const t = useText();
  const language = useLanguage();
  const months = Array.from({ length: 12 }, (_, place) => ({
    code: String(place + 1),
    label: new Intl.DateTimeFormat(language, { month: 'long' }).format(new Date(2024, place, 15)),
  }));
  const days = Array.isArray(value) ? (value as readonly Json[]) : undefined;
  const put = (place: 0 | 1, typed: string) =>
    change([0, 1].map((one) => (one === place ? read_day_of_year(typed) : (days?.[one] ?? ''))));
  return (
    <div className={styles.values}>
      <ChoiceField
        name={name}
        label={label}
        value={days ? 'days' : String(value ?? 1)}
        options={[...months, { code: 'days', label: t('ui.selections.birthday.days') }]}
        empty={false}
        on_type={(code) => change(code === 'days' ? ['', ''] : Number(code))}
      />
      {days
        ? ([0, 1] as const).map((place) => (
            <DayOfYear
              key={place}
              name={`${name}-${place}`}
              label={t(place ? 'ui.selections.until' : 'ui.selections.from', { name: label })}
              value={days[place]}
              on_type={(typed) => put(place, typed)}
            />
          ))
        : null}
    </div>
  );
}

/// Read when it is left: half a day would become another one while it is typed.
function DayOfYear(props: { name: string; label: string; value: Json | undefined; on_type: (text: string) => void }) {
  const [typed, set_typed] = useState<string>();
  return (
    <TextField
      {...props}
      value={typed ?? show_day_of_year(props.value)}
      max_length={6}
      on_type={(text) => {
        set_typed(text);
        props.on_type(text);
      }}
      on_leave={() => set_typed(undefined)}
    />
  );
}

function BetweenValue({ field, value, change, name, label }: ValueProps) {
  const t = useText();
  const ends = Array.isArray(value) ? (value as readonly Json[]) : [];
  const put = (place: number, one: Json) => change([0, 1].map((end) => (end === place ? one : (ends[end] ?? ''))));
  return (
    <div className={styles.values}>
      {[0, 1].map((place) => (
        <ScalarValue
          key={place}
          field={field}
          value={ends[place]}
          change={(one) => put(place, one)}
          name={`${name}-${place}`}
          label={t(place ? 'ui.selections.until' : 'ui.selections.from', { name: label })}
        />
      ))}
    </div>
  );
}

/// Several values as chips; Enter takes what was typed, Backspace in the empty field the last one away.
function SeveralValues({ field, value, change, name, label }: ValueProps) {
  const t = useText();
  const choices = useFieldChoices(field);
  const [typed, set_typed] = useState<Json>('');
  const taken = Array.isArray(value) ? (value as readonly Json[]) : [];
  const word = (one: Json) => choices.find(({ code }) => code === one)?.label ?? String(one);
  const take = (one: Json) => {
    if (one !== '' && !taken.includes(one)) change([...taken, one]);
    set_typed('');
  };
  const on_key = (event: KeyboardEvent) => {
    const is_open = (event.target as HTMLElement).getAttribute('aria-expanded') === 'true';
    if (event.key === 'Enter' && typed !== '' && !is_open) {
      event.preventDefault();
      event.stopPropagation();
      take(typed);
    }
    if (event.key === 'Backspace' && typed === '' && taken.length) change(taken.slice(0, -1));
  };
  const complete = !['date', 'instant'].includes(field.kind) || is_day(typed);
  return (
    <div className={styles.values} onKeyDown={on_key}>
      {taken.map((one) => (
        <span key={String(one)} className="chip accent">
          {word(one)}
          <button
            type="button"
            className={styles.drop}
            aria-label={t('ui.selections.drop_value', { name: word(one) })}
            onClick={() => change(taken.filter((other) => other !== one))}
          >
            <Icon name="close" size={12} />
          </button>
        </span>
      ))}
      <div onBlur={() => complete && !choices.length && take(typed)}>
        <ScalarValue
          field={field}
          value={typed}
          change={choices.length ? take : set_typed}
          name={name}
          label={t('ui.selections.another_value', { name: label })}
        />
      </div>
    </div>
  );
}

const editors = {
  within: SpanValue,
  between: BetweenValue,
  one_of: SeveralValues,
  birthday_in: BirthdayValue,
} as const;

export function ComparedValue({ is, ...props }: ValueProps & { is: Json | undefined }) {
  if (is === 'empty' || is === 'not_empty' || typeof is === 'boolean') return null;
  const Editor = editors[is as keyof typeof editors] ?? ScalarValue;
  if (Editor === ScalarValue && is_members(props.value) && !['date', 'instant'].includes(props.field.kind))
    return <code className={styles.code}>{JSON.stringify(props.value)}</code>;
  const is_free = is === 'like' || is === 'literal';
  const field = is_free ? { ...props.field, choices: null, choice_list: null, base_data: null } : props.field;
  return <Editor {...props} field={field} />;
}
