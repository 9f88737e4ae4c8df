// The criteria as a form: Enter searches from every field, what is refused is said beside its field.
import { useEffect, useState, type RefObject } from 'react';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import twelfths from '../../parts/Twelfths.module.css';
import { useText, useWord } from '../../shell/language.tsx';
import { profile_kinds } from '../../api/kinds.ts';
import { useCaptions } from '../../forms/captions.ts';
import { LinkField } from '../../forms/LinkField.tsx';
import { useChoices } from '../../forms/declared.ts';
import { criteria, type Criterion, type Question } from './criteria.ts';
import type { Refused } from './useAsked.ts';
import styles from './Search.module.css';

interface Props {
  typed: Question;
  type: (name: string, text: string) => void;
  refused?: Refused;
  on_search: () => void;
  form: RefObject<HTMLFormElement | null>;
  /// Whether a link can be looked up by `?` and Tab; not where the form itself is such a look-up.
  looks_up?: boolean;
}

export function SearchForm({ typed, type, refused, on_search, form, looks_up = false }: Props) {
  const t = useText();
  const { absent } = useCaptions('private');
  const shown = criteria.filter(({ name }) => !absent.includes(name));
  const more = shown.filter((criterion) => criterion.more);
  const asked = more.some(({ name }) => typed[name] || refused?.fields[name]);
  const [unfolded, unfold] = useState(asked);
  useEffect(() => {
    if (asked) unfold(true);
  }, [asked]);
  const place_of = (criterion: Criterion) => (
    <div key={criterion.name} className={twelfths[`w${criterion.width}`]}>
      <CriterionField
        criterion={criterion}
        value={typed[criterion.name] ?? ''}
        on_type={(text) => type(criterion.name, text)}
        problem={refused?.fields[criterion.name]}
        autofocus={criterion === criteria[0]}
        looks_up={looks_up}
      />
    </div>
  );
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
      {shown.filter((criterion) => !criterion.more).map(place_of)}
      <details className={styles.more} open={unfolded} onToggle={(event) => unfold(event.currentTarget.open)}>
        <summary>{t('ui.form_search.more')}</summary>
        <p className="quiet">{t('ui.form_search.more.help')}</p>
        <div className={twelfths.twelfths}>{more.map(place_of)}</div>
      </details>
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
  looks_up: boolean;
}

function CriterionField({ criterion, looks_up, ...props }: FieldProps) {
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
  if (criterion.kind === 'link' && looks_up) return <LinkField {...common} />;
  return <TextField {...common} type={criterion.kind === 'tel' ? 'tel' : 'text'} />;
}
