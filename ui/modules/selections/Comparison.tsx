// "is" and its value, for fields of customers and rows, for counts, sums and days.
import { ChoiceField } from '../../parts/Field.tsx';
import { useText, useWord } from '../../shell/language.tsx';
import { comparisons_of, with_comparison, type DeclaredField } from './criteria.ts';
import type { Members } from './document.ts';
import { ComparedValue } from './values.tsx';
import styles from './Selections.module.css';

interface Props {
  field: DeclaredField;
  /// Holds `is` and `value`.
  members: Members;
  change: (members: Members) => void;
  name: string;
  /// Nothing need be compared.
  optional?: boolean;
}

export function useComparisonWord() {
  const word = useWord();
  return (is: string, kind?: string) => {
    const usual = word(`ui.selections.is.${is}`, is);
    return kind === 'date' || kind === 'instant' ? word(`ui.selections.is.day.${is}`, usual) : usual;
  };
}

export function Comparison({ field, members, change, name, optional }: Props) {
  const t = useText();
  const say = useComparisonWord();
  const offered = comparisons_of(field);
  const is = typeof members.is === 'string' ? members.is : '';
  const pick = (next: string) => change(with_comparison(members, next));
  return (
    <>
      <div className={styles.comparison}>
        <ChoiceField
          name={`${name}-is`}
          label={t('ui.selections.comparison', { name: field.caption })}
          value={is}
          options={offered.map((code) => ({ code, label: say(code, field.kind) }))}
          empty={optional}
          on_type={(next) => (next ? pick(next) : change({}))}
        />
      </div>
      {is ? (
        <div className={styles.value}>
          <ComparedValue
            field={field}
            is={is}
            value={members.value}
            change={(value) => change({ ...members, value })}
            name={name}
            label={t('ui.selections.value', { name: field.caption })}
          />
        </div>
      ) : null}
    </>
  );
}
