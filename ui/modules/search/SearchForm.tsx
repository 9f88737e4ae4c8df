// The criteria as a form: Enter searches from every field, what is refused is said beside its field.
import type { RefObject } from 'react';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import twelfths from '../../parts/Twelfths.module.css';
import { useText, useWord } from '../../shell/language.tsx';
import { profile_kinds } from '../../api/kinds.ts';
import { useChoices } from '../customers/record.ts';
import { criteria, type Criterion, type Question } from './criteria.ts';
import type { Refused } from './useFormSearch.ts';
import styles from './Search.module.css';

interface Props {
  typed: Question;
  type: (name: string, text: string) => void;
  refused?: Refused;
  on_search: () => void;
  form: RefObject<HTMLFormElement | null>;
}

export function SearchForm({ typed, type, refused, on_search, form }: Props) {
  const t = useText();
  return (
    <form
      ref={form}
      role="search"
      aria-label={t('ui.place.search')}
      className={`${twelfths.twelfths} ${styles.form}`}
      data-area="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        on_search();
      }}
    >
      {criteria.map((criterion, place) => (
        <div key={criterion.name} className={twelfths[`w${criterion.width}`]}>
          <CriterionField
            criterion={criterion}
            value={typed[criterion.name] ?? ''}
            on_type={(text) => type(criterion.name, text)}
            problem={refused?.fields[criterion.name]}
            autofocus={place === 0}
          />
        </div>
      ))}
      <button type="submit" hidden />
    </form>
  );
}

interface FieldProps {
  criterion: Criterion;
  value: string;
  on_type: (text: string) => void;
  problem?: string;
  autofocus: boolean;
}

function CriterionField({ criterion, ...props }: FieldProps) {
  const t = useText();
  const word = useWord();
  const { countries = [], category = {} } = useChoices().data ?? {};
  const common = { ...props, name: `s-${criterion.name}`, label: word(criterion.caption, criterion.name) };
  if (criterion.kind === 'kind') {
    const options = profile_kinds.map((code) => ({ code, label: t(`ui.kind.${code}`) }));
    return <ChoiceField {...common} options={options} />;
  }
  if (criterion.kind === 'country' && countries.length) return <ChoiceField {...common} options={countries} />;
  const categories = [...new Map(Object.values(category).flatMap((all) => all.map((one) => [one.code, one]))).values()];
  if (criterion.kind === 'category' && categories.length) return <ChoiceField {...common} options={categories} />;
  return <TextField {...common} type={criterion.kind === 'tel' ? 'tel' : 'text'} />;
}
