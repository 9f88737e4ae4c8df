// One field of a form by its declared kind: of the customer, of one of its rows, of its agency data. Reads and writes a
// draft.
import { memo, useMemo, useState, type ReactNode } from 'react';
import type { Choice, Choices, FieldDeclaration, Kind, Value } from '../api/types.ts';
import { ChoiceField, DateField, TextField, type FieldProps } from '../parts/Field.tsx';
import { Lookup, type LookupItem } from '../parts/Lookup.tsx';
import { CheckField, MoneyField, MultilineField, SecretField } from '../parts/MoreFields.tsx';
import { show_instant } from '../parts/format.ts';
import { useLanguage, useWord } from '../shell/language.tsx';
import { BaseDataField } from './BaseDataField.tsx';
import { useCaption, useHouseCaptions } from './captions.ts';
import { CardExpiryField } from './CardExpiry.tsx';
import { Dial } from './Dial.tsx';
import type { Draft } from './draft.ts';
import { LinkField, type LinkedCustomer } from './LinkField.tsx';
import { useValueHelp } from './declared.ts';
import { useDraftField } from './useDraft.ts';

export interface FormFieldProps {
  declaration: FieldDeclaration;
  draft: Draft;
  /// Record of the captions ("customer", "bank_account").
  record?: string;
  /// Name within the page, where the field's own would stand several times.
  id?: string;
  kind?: Kind;
  choices?: Choices;
  is_new: boolean;
  towns?: readonly string[];
  autofocus?: boolean;
  /// What the field does, in words; for yes or no.
  help?: string;
  /// A remark below the field.
  hint?: string;
  caption?: string;
  /// What becomes of a text while it is typed or pasted.
  tidy?: (name: string, text: string) => string;
  on_leave?: (name: string) => void;
  /// The customer behind the stored number of a link.
  linked?: LinkedCustomer | null;
  reveal?: () => void;
}

const is_covered = (value: Value | undefined) => typeof value === 'string' && value.includes('\u2022');

function given_options(
  { kind: of, choice_list: list }: FieldDeclaration,
  choices: Choices | undefined,
  kind: Kind | undefined,
): Choice[] | undefined {
  const given = of === 'country' ? choices?.countries : of === 'language' ? choices?.languages : choices?.[list ?? ''];
  if (Array.isArray(given)) return given;
  return kind ? given?.[kind] : undefined;
}

function useOptions({ declaration, choices, record = 'customer', kind }: FormFieldProps): Choice[] {
  const word = useWord();
  return useMemo(() => {
    const { name } = declaration;
    const label = (code: string) =>
      word(`${record}.${name}.${code}`, word(`customer.${name}.${code}`, word(`ui.${name}.${code}`, code)));
    return (
      given_options(declaration, choices, kind)
      ?? (declaration.choices ?? []).map((code) => ({ code, label: label(code) }))
    );
  }, [declaration, choices, record, kind, word]);
}

const currencies = (language: string): LookupItem[] => {
  const names = new Intl.DisplayNames([language === 'xx' ? 'en' : language], { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((code) => ({ id: code, label: code, hint: names.of(code) }));
};

export const FormField = memo(function FormField(props: FormFieldProps): ReactNode {
  const { declaration, draft, record = 'customer', is_new, autofocus, on_leave } = props;
  const caption = useCaption(record);
  const language = useLanguage();
  const { name } = declaration;
  const state = useDraftField(draft, name);
  const options = useOptions(props);
  const covered = is_covered(draft.value(name));
  const common: FieldProps = {
    name: props.id ?? name,
    label: props.caption ?? caption(name),
    value: covered ? '' : state.text,
    problem: state.problem,
    required: declaration.required,
    proposed: state.proposed,
    changed: state.changed && !is_new,
    autofocus,
    hint: props.hint,
    read_only: declaration.read_only,
    on_type: (text) => draft.type(name, text === '' ? null : read(declaration, props.tidy?.(name, text) ?? text)),
    on_leave: () => on_leave?.(name),
  };
  if (declaration.privacy === 'sensitive' && declaration.kind !== 'date')
    return <SecretField {...common} covered={covered ? state.text : undefined} reveal={props.reveal} />;
  if (declaration.base_data) return <BaseDataField {...common} base={declaration.base_data} />;
  if (declaration.own_words)
    return <OpenList {...common} helped={declaration.value_help ? name : ''} options={options} towns={props.towns} />;
  switch (declaration.kind) {
    case 'yes_no':
      return (
        <CheckField
          name={common.name}
          label={common.label}
          checked={draft.value(name) === true}
          disabled={declaration.read_only}
          help={props.help}
          changed={common.changed}
          problem={state.problem}
          on_change={(checked) => {
            draft.type(name, checked);
            on_leave?.(name);
          }}
        />
      );
    case 'choice':
      return <ChoiceField {...common} options={options} empty={!declaration.required} />;
    case 'date':
      if (record === 'card' && name === 'valid_until') return <CardExpiryField {...common} language={language} />;
      return <DateField {...common} language={language} ahead={declaration.ahead} />;
    case 'money':
      return <MoneyField {...common} language={language} />;
    case 'multiline':
      return <MultilineField {...common} />;
    case 'customer_number':
      return <LinkField {...common} known={props.linked} />;
    case 'currency':
      return <Lookup {...common} items={currencies(language)} />;
    case 'instant':
      return <TextField {...common} value={show_instant(state.text, language)} />;
    case 'integer':
      return <TextField {...common} type="integer" />;
    case 'email':
      return <TextField {...common} type="email" />;
    case 'phone':
      return <PhoneField {...common} international={international_of(draft, name)} />;
    default:
      if (name === 'colour') return <ColourField {...common} />;
      return options.length ? <ChoiceField {...common} options={options} /> : <TextField {...common} />;
  }
});

/// "#1a7f37", typed or chosen.
function ColourField(common: FieldProps) {
  const chosen = /^#[0-9a-f]{6}$/i.test(common.value) ? common.value : '#808080';
  const picker = (
    <input
      type="color"
      value={chosen}
      disabled={common.read_only}
      aria-label={common.label}
      onChange={(event) => common.on_type(event.target.value)}
    />
  );
  return <TextField {...common} beside={picker} />;
}

/// The international form of a number as it was saved; none while it is being changed.
const international_of = (draft: Draft, name: string) =>
  draft.is_changed(name) ? undefined : draft.text(`${name}_e164`) || undefined;

function PhoneField({ international, ...common }: FieldProps & { international?: string }) {
  const { dials } = useHouseCaptions();
  const dial = dials && common.value ? <Dial number={common.value} international={international} /> : undefined;
  return <TextField {...common} type="tel" beside={dial} />;
}

/// Typed freely, with what is listed or what others typed before behind it (J-133: one spelling).
function OpenList({
  helped,
  options,
  towns,
  ...common
}: FieldProps & { helped: string; options: Choice[]; towns?: readonly string[] }) {
  const [asked, ask] = useState('');
  const known = useValueHelp(helped, helped ? asked : '');
  const items = towns
    ? towns.map((town) => ({ id: town, label: town }))
    : options.map((option) => ({ id: option.code, label: option.label }));
  const listed = new Set(items.map((item) => item.label));
  const others = known
    .filter((one) => !listed.has(one.value))
    .map((one) => ({ id: `value-${one.value}`, label: one.value, hint: one.count > 1 ? `× ${one.count}` : '' }));
  return (
    <Lookup
      {...common}
      items={[...items, ...others]}
      on_type={(text) => {
        ask(text);
        common.on_type(text);
      }}
    />
  );
}

function read(declaration: FieldDeclaration, text: string): Value {
  if (declaration.kind === 'text_list') return text.split(';').map((part) => part.trimStart());
  return text;
}
