// Where customer and debtor numbers begin and end, by kind of customer (J-034, J-035, J-037 to J-039).
import { useState } from 'react';
import { useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { change_range, useNumberRanges, useSettled, type NumberRange } from './requests.ts';
import styles from './Settings.module.css';

const bounds = ['start', 'last'] as const;
const switches = ['gap_search', 'same_as_customer', 'propose'] as const;

export function NumberRangesPage() {
  const t = useText();
  const word = useWord();
  const { data } = useNumberRanges();
  if (!data) return null;
  return (
    <>
      <table className={`plain ${styles.ranges}`}>
        <thead>
          <tr>
            <th scope="col">{t('ui.settings.kind')}</th>
            {bounds.map((name) => (
              <th key={name} scope="col">
                {word(`number_range.${name}`, name)}
              </th>
            ))}
            {switches.map((name) => (
              <th key={name} scope="col">
                {word(`number_range.${name}`, name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.map((range) => (
            <RangeLine key={`${range.id}-${range.version}`} range={range} />
          ))}
        </tbody>
      </table>
      <dl className={styles.effects}>
        {[...bounds, ...switches].map((name) => (
          <div key={name}>
            <dt>{word(`number_range.${name}`, name)}</dt>
            <dd>{word(`number_range.${name}.effect`, '')}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function RangeLine({ range }: { range: NumberRange }) {
  const t = useText();
  const word = useWord();
  const may = useMay();
  const settled = useSettled();
  const locked = !may('parameters.manage');
  const target = word(`number_range.target.${range.target}`, range.target);
  const name = `${word(`customer.kind.${range.kind}`, range.kind)}: ${target}`;
  const save = (changes: Partial<NumberRange>) =>
    void settled(() => change_range(range, changes), t('ui.settings.saved', { name }));
  return (
    <tr>
      <th scope="row">{name}</th>
      {bounds.map((bound) => (
        <td key={bound}>
          <Bound
            range={range}
            bound={bound}
            caption={`${name}, ${word(`number_range.${bound}`, bound)}`}
            locked={locked}
            save={(number) => save({ [bound]: number })}
          />
        </td>
      ))}
      {switches.map((one) => (
        <td key={one}>
          {one === 'same_as_customer' && range.target === 'customer' ? null : (
            <label className={styles.tick}>
              <input
                type="checkbox"
                data-field={`${one}-${range.kind}-${range.target}`}
                aria-label={`${name}, ${word(`number_range.${one}`, one)}`}
                checked={range[one]}
                disabled={locked}
                onChange={(event) => save({ [one]: event.target.checked })}
              />
            </label>
          )}
        </td>
      ))}
    </tr>
  );
}

/// Its first or last number; the last may be left empty. What is typed is saved when the field is left.
function Bound(props: {
  range: NumberRange;
  bound: (typeof bounds)[number];
  caption: string;
  locked: boolean;
  save: (number: number | null) => void;
}) {
  const { range, bound, caption, locked, save } = props;
  const stored = String(range[bound] ?? '');
  const [typed, set_typed] = useState(stored);
  const leave = () => {
    if (typed === stored || (typed === '' && bound === 'start')) return;
    save(typed === '' ? null : Number(typed));
  };
  return (
    <input
      className={styles.number}
      data-field={`${bound}-${range.kind}-${range.target}`}
      aria-label={caption}
      inputMode="numeric"
      maxLength={range.target === 'customer' ? 9 : 10}
      value={typed}
      readOnly={locked}
      onChange={(event) => set_typed(event.target.value.replace(/\D/g, ''))}
      onBlur={leave}
      onKeyDown={(event) => event.key === 'Enter' && leave()}
    />
  );
}
