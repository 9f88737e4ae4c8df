// Where customer and debtor numbers begin, by kind of customer (J-034, J-035, J-037 to J-039).
import { useState } from 'react';
import { useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { change_range, useNumberRanges, useSettled, type NumberRange } from './requests.ts';
import styles from './Settings.module.css';

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
            <th scope="col">{word('number_range.start', 'start')}</th>
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
        {(['start', ...switches] as const).map((name) => (
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
  const [start, set_start] = useState(String(range.start));
  const locked = !may('parameters.manage');
  const target = word(`number_range.target.${range.target}`, range.target);
  const name = `${word(`customer.kind.${range.kind}`, range.kind)}: ${target}`;
  const save = (changes: Partial<NumberRange>) =>
    void settled(() => change_range(range, changes), t('ui.settings.saved', { name }));
  const leave = () => {
    if (start && Number(start) !== range.start) save({ start: Number(start) });
  };
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <input
          className={styles.number}
          data-field={`start-${range.kind}-${range.target}`}
          aria-label={`${name}, ${word('number_range.start', 'start')}`}
          inputMode="numeric"
          maxLength={range.target === 'customer' ? 9 : 10}
          value={start}
          readOnly={locked}
          onChange={(event) => set_start(event.target.value.replace(/\D/g, ''))}
          onBlur={leave}
          onKeyDown={(event) => event.key === 'Enter' && leave()}
        />
      </td>
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
