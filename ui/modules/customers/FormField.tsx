// One field of the customer form by its declared kind.
import { memo, useMemo } from 'react';
import type { Choice, Choices, FieldDeclaration, Kind, Value } from '../../api/types.ts';
import { ChoiceField, DateField, TextField, type FieldProps } from '../../parts/Field.tsx';
import { Lookup } from '../../parts/Lookup.tsx';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import type { Draft } from './draft.ts';
import { useDraftField } from './useDraft.ts';

interface Props {
  declaration: FieldDeclaration;
  draft: Draft;
  kind: Kind;
  choices?: Choices;
  is_new: boolean;
  towns?: readonly string[];
  autofocus?: boolean;
  on_leave: (name: string) => void;
}

const free_lists = ['salutation', 'title', 'letter_salutation', 'town'];

export function useCaption(): (name: string) => string {
  const word = useWord();
  return (name) => word(`customer.${name}`, name.replaceAll('_', ' '));
}

function options_of(declaration: FieldDeclaration, choices: Choices | undefined, kind: Kind): Choice[] | undefined {
  const given =
    choices?.[
      declaration.kind === 'country' ? 'countries' : declaration.kind === 'language' ? 'languages' : declaration.name
    ];
  if (Array.isArray(given)) return given;
  return (given as Record<string, Choice[]> | undefined)?.[kind];
}

export const FormField = memo(function FormField({
  declaration,
  draft,
  kind,
  choices,
  is_new,
  towns,
  autofocus,
  on_leave,
}: Props) {
  const t = useText();
  const word = useWord();
  const caption = useCaption();
  const language = useLanguage();
  const { name } = declaration;
  const state = useDraftField(draft, name);
  const options = useMemo(
    () =>
      options_of(declaration, choices, kind)
      ?? (declaration.choices ?? []).map((code) => ({
        code,
        label: word(`customer.${name}.${code}`, word(`ui.${name}.${code}`, code)),
      })),
    [declaration, choices, kind, name, word],
  );
  const common: FieldProps = {
    name,
    label: caption(name),
    value: state.text,
    problem: state.problem,
    required: declaration.required,
    max_length: declaration.max_length,
    proposed: state.proposed,
    changed: state.changed && !is_new,
    autofocus,
    read_only: declaration.read_only,
    on_type: (text) => draft.type(name, text === '' ? null : read(declaration, text)),
    on_leave: () => on_leave(name),
  };
  if (free_lists.includes(name)) {
    const items =
      name === 'town'
        ? (towns ?? []).map((town) => ({ id: town, label: town }))
        : options.map((option) => ({ id: option.code, label: option.label }));
    return <Lookup {...common} items={items} />;
  }
  switch (declaration.kind) {
    case 'yes_no':
      return (
        <label className="row">
          <input
            type="checkbox"
            data-field={name}
            checked={draft.value(name) === true}
            disabled={declaration.read_only}
            onChange={(event) => draft.type(name, event.target.checked)}
          />
          {common.label}
        </label>
      );
    case 'choice':
      return <ChoiceField {...common} options={options} empty={name !== 'kind'} />;
    case 'country':
    case 'language':
      return options.length ? <ChoiceField {...common} options={options} /> : <TextField {...common} />;
    case 'date':
      return <DateField {...common} language={language} />;
    case 'integer':
      return (
        <TextField
          {...common}
          type="integer"
          hint={is_new && name.endsWith('number') && !state.text ? t('ui.customer.number_given') : undefined}
        />
      );
    case 'email':
      return <TextField {...common} type="email" />;
    case 'phone':
      return <TextField {...common} type="tel" />;
    default:
      return options.length ? (
        <Lookup {...common} items={options.map((option) => ({ id: option.code, label: option.label }))} />
      ) : (
        <TextField {...common} />
      );
  }
});

function read(declaration: FieldDeclaration, text: string): Value {
  if (declaration.kind === 'text_list') return text.split(';').map((part) => part.trimStart());
  return text;
}
