// What the values of an old system mean, said once for each value: shown where a file writes something that stands for none of
// the choices of its field. What is said is kept with the file, and with its mapping when that is saved.
import { useState } from 'react';
import type { UnreadValues, ValueMapping } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import styles from './Imports.module.css';

interface Props {
  unread: readonly UnreadValues[];
  caption: (field: string) => string;
  on_said: (values: ValueMapping) => void;
}

export function ValueMeanings({ unread, caption, on_said }: Props) {
  const t = useText();
  const [said, set_said] = useState<ValueMapping>({});
  const say = (field: string, value: string, meant: string | undefined) => {
    const others = Object.fromEntries(Object.entries(said[field] ?? {}).filter(([one]) => one !== value));
    set_said({ ...said, [field]: meant === undefined ? others : { ...others, [value]: meant } });
  };
  const count = Object.values(said).reduce((sum, of_field) => sum + Object.keys(of_field).length, 0);
  return (
    <section className={styles.meanings} aria-labelledby="value-meanings">
      <h3 id="value-meanings">{t('ui.import.meanings')}</h3>
      <p className="quiet">{t('ui.import.meanings.help')}</p>
      {unread.map(({ field, values, choices }) => (
        <table key={field} className={`plain ${styles.mapping}`}>
          <caption>{caption(field)}</caption>
          <thead>
            <tr>
              <th scope="col">{t('ui.import.meanings.written')}</th>
              <th scope="col">{t('ui.import.meanings.rows')}</th>
              <th scope="col">{t('ui.import.meanings.means')}</th>
            </tr>
          </thead>
          <tbody>
            {values.map(({ value, rows }) => (
              <tr key={value}>
                <th scope="row">{value}</th>
                <td className="number">{t('ui.number', { count: rows })}</td>
                <td>
                  <select
                    aria-label={t('ui.import.meanings.of', { value, field: caption(field) })}
                    value={said[field]?.[value] ?? '?'}
                    onChange={({ target }) => say(field, value, target.value === '?' ? undefined : target.value)}
                  >
                    <option value="?">{t('ui.import.meanings.open')}</option>
                    <option value="">{t('ui.import.meanings.empty')}</option>
                    {choices.map(({ code, label }) => (
                      <option key={code} value={code}>
                        {label}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      <button type="button" className="button" disabled={count === 0} onClick={() => on_said(said)}>
        {t('ui.import.meanings.apply', { count })}
      </button>
    </section>
  );
}
