// The filter of a report as a form, made of its declared fields. Enter in a field, or F10, asks; what is wrong stands
// beside its field.
import { useEffect, useState, type ComponentType, type FormEvent, type RefObject } from 'react';
import { Refusal } from '../api/client.ts';
import { useLanguage, useText } from '../shell/language.tsx';
import { ChoiceField, DateField, TextField, type FieldProps } from '../parts/Field.tsx';
import { ToolButton } from '../parts/ToolButton.tsx';
import { filled, type FilterSearch } from './filter.ts';
import type { Filter } from './reports.ts';
import styles from './FilterForm.module.css';

/// Fields of a module's own, by option.
export type OwnFields = Record<string, ComponentType<FieldProps>>;

interface Props {
  form: RefObject<HTMLFormElement | null>;
  label: string;
  filters: readonly Filter[];
  search: FilterSearch;
  standard: FilterSearch;
  failed: unknown;
  fields?: OwnFields;
  on_search: (search: FilterSearch) => void;
}

function problems_of(failed: unknown): Record<string, string> {
  const issues = failed instanceof Refusal ? (failed.problem.issues ?? []) : [];
  return Object.fromEntries(issues.map((one) => [one.field ?? '', one.message]));
}

/// Whether all that is wrong stands beside its field already.
export const is_beside_fields = (failed: unknown) =>
  failed instanceof Refusal
  && Boolean(failed.problem.issues?.length)
  && failed.problem.issues!.every((one) => one.field);

function FilterField({ filter, own, ...props }: FieldProps & { filter: Filter; own?: ComponentType<FieldProps> }) {
  const language = useLanguage();
  if (own) return <OwnField own={own} {...props} />;
  if (filter.kind === 'date') return <DateField {...props} language={language} />;
  if (filter.kind === 'yes_no')
    return (
      <label className="row">
        <input
          type="checkbox"
          data-field={props.name}
          checked={props.value === 'true'}
          onChange={(event) => props.on_type(event.target.checked ? 'true' : '')}
        />
        {props.label}
      </label>
    );
  if (filter.kind === 'choice') {
    const options = (filter.choices ?? []).map((code) => ({ code, label: filter.words?.[code] ?? code }));
    return <ChoiceField {...props} options={options} empty={false} />;
  }
  const is_number = filter.kind === 'customer_number' || filter.kind === 'integer';
  return <TextField {...props} type={is_number ? 'integer' : undefined} />;
}

const OwnField = ({ own: Own, ...props }: FieldProps & { own: ComponentType<FieldProps> }) => <Own {...props} />;

export function FilterForm({ form, label, filters, search, standard, failed, fields = {}, on_search }: Props) {
  const t = useText();
  const [typed, set_typed] = useState(search);
  useEffect(() => set_typed(search), [search]); // another address, another question
  const problems = problems_of(failed);
  const of = (filter: Filter) => ({
    name: filter.option,
    label: filter.caption,
    value:
      typed[filter.option] ?? standard[filter.option] ?? (filter.kind === 'choice' ? filter.choices?.[0] : '') ?? '',
    problem: problems[filter.option],
    max_length: filter.max_length || undefined,
    on_type: (value: string) => set_typed((old) => ({ ...old, [filter.option]: value })),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    on_search(filled(typed));
  };
  const reset = () => {
    set_typed({});
    on_search({});
  };
  return (
    <form ref={form} className={styles.fields} onSubmit={send} data-area="filter" aria-label={label}>
      {filters.map((filter) => (
        <FilterField key={filter.option} filter={filter} own={fields[filter.option]} {...of(filter)} />
      ))}
      <div className={styles.buttons}>
        <button type="submit" className="button primary">
          {t('ui.result.show')} <kbd>F10</kbd>
        </button>
        {Object.keys(search).length ? <ToolButton text={t('ui.result.show_all')} on_press={reset} /> : null}
      </div>
    </form>
  );
}
