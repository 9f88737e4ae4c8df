// The criteria of the booking and the participant search: Enter searches from every field.
import type { RefObject } from 'react';
import { BaseDataField } from '../../forms/BaseDataField.tsx';
import { LinkField } from '../../forms/LinkField.tsx';
import { ChoiceField, DateField, TextField, type FieldProps } from '../../parts/Field.tsx';
import twelfths from '../../parts/Twelfths.module.css';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useHasModule } from '../../shell/places.ts';
import { line_criteria, type LineCriterion, type LineQuestion, type LineSearchName } from './line_criteria.ts';
import type { Refused } from './useAsked.ts';
import styles from './Search.module.css';

interface Props {
  name: LineSearchName;
  typed: LineQuestion;
  type: (name: string, text: string) => void;
  refused?: Refused;
  on_search: () => void;
  form: RefObject<HTMLFormElement | null>;
}

export function LineForm({ name, typed, type, refused, on_search, form }: Props) {
  const t = useText();
  const word = useWord();
  const has_archive = useHasModule('archive');
  const criteria = line_criteria[name].filter(({ module }) => !module || has_archive);
  return (
    <form
      ref={form}
      role="search"
      aria-label={t(`ui.search.of_${name}`)}
      className={`${twelfths.twelfths} ${styles.form}`}
      data-area="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        on_search();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.target instanceof HTMLSelectElement)) return;
        event.preventDefault();
        on_search();
      }}
    >
      {criteria.map((criterion) => (
        <div key={criterion.name} className={twelfths[`w${criterion.width}`]}>
          <Asked
            criterion={criterion}
            name={`s-${criterion.name}`}
            label={word(`ui.line.${criterion.name}`, criterion.name)}
            value={typed[criterion.name] ?? ''}
            on_type={(text) => type(criterion.name, text)}
            problem={refused?.fields[criterion.name]}
          />
        </div>
      ))}
      <button type="submit" hidden />
    </form>
  );
}

function Asked({ criterion, ...common }: FieldProps & { criterion: LineCriterion }) {
  const word = useWord();
  const language = useLanguage();
  const { name, kind, choices = [], base } = criterion;
  if (kind === 'choice') {
    const options = choices.map((code) => ({ code, label: word(`ui.booking.${name}.${code}`, code) }));
    return <ChoiceField {...common} options={options} />;
  }
  if (kind === 'date') return <DateField {...common} language={language} ahead={name !== 'birth_date'} />;
  if (kind === 'link') return <LinkField {...common} />;
  if (kind === 'base') return <BaseDataField {...common} base={base!} />;
  return <TextField {...common} />;
}
