// Step 3: what would happen. Counts first, then rows: new, changed (before and after in the cell), probably there already (who, and
// why), refused (why, in words).
import type { Import, ImportResult, PreviewRow, Value, ValueMapping } from '../../api/types.ts';
import { useText, useWord } from '../../shell/language.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { probable_duplicates } from './requests.ts';
import { ResultCounts, RowFiles } from './ResultStep.tsx';
import { SimilarTo } from './SimilarTo.tsx';
import { useImportWords, type ImportWords } from './useImportWords.ts';
import { ValueMeanings } from './ValueMeanings.tsx';
import styles from './Imports.module.css';

interface Props {
  file: Import;
  result: ImportResult;
  on_back: () => void;
  on_go: () => void;
  /// Somebody said what values mean: the file is rehearsed again.
  on_said: (values: ValueMapping) => void;
}

const text_of = (value: Value | undefined) =>
  value === null || value === undefined ? '' : Array.isArray(value) ? value.join('; ') : String(value);

export function PreviewStep({ file, result, on_back, on_go, on_said }: Props) {
  const t = useText();
  const word = useWord();
  const show = useImportWords(file.what);
  const rows = result.sample ?? [];
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.values ?? {})))];
  const caption = (name: string) =>
    file.fields.find((field) => field.name === name)?.caption ?? word(`customer.${name}`, name);
  const as_new = (file.options?.duplicates ?? 'create') === 'create' ? probable_duplicates(result) : 0;
  const taken = result.new + result.changed + as_new;
  const nothing = taken === 0;
  const stops = result.refused > 0 && !file.options?.each;
  useKeys({ generate: nothing || stops ? undefined : on_go });
  return (
    <>
      <ResultCounts result={result} />
      {Object.entries(result.created ?? {})
        .filter(([, list]) => list.length)
        .map(([what, list]) => (
          <p key={what}>
            {t('ui.import.creates', {
              what: word(`ui.import.created.${what}`, what),
              names: list.slice(0, 12).join(', '),
              count: list.length,
            })}
          </p>
        ))}
      {stops ? (
        <p className={styles.warning} role="status">
          {t('ui.import.stops')}
        </p>
      ) : null}
      {result.unread_values?.length ? (
        <ValueMeanings unread={result.unread_values} caption={caption} on_said={on_said} />
      ) : null}
      <div className={styles.actions}>
        <button type="button" className="button primary" disabled={nothing || stops} onClick={on_go}>
          {t('ui.import.run', { count: taken })} <kbd>F10</kbd>
        </button>
        <button type="button" className="button" onClick={on_back}>
          {t('ui.import.back_to_mapping')}
        </button>
        <RowFiles file={file} result={result} />
      </div>
      <div className={styles.scrolltable} tabIndex={0} role="region" aria-label={t('ui.import.sample_rows')}>
        <table className={`plain ${styles.preview}`}>
          <thead>
            <tr>
              <th scope="col">{t('ui.import.line')}</th>
              <th scope="col">{t('ui.import.state')}</th>
              {names.map((name) => (
                <th scope="col" key={name}>
                  {caption(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.line} row={row} names={names} show={show} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const tones = { new: 'ok', changed: 'accent', refused: 'danger', duplicate: 'warn', unchanged: '' } as const;

function Row({ row, names, show }: { row: PreviewRow; names: readonly string[]; show: ImportWords }) {
  const t = useText();
  const tone = tones[row.state];
  const of = text_of(row.values.kind) || 'private';
  const general = (row.issues ?? []).filter((issue) => !issue.field || !names.includes(issue.field));
  return (
    <tr>
      <th scope="row" className="number">
        {row.line}
      </th>
      <td>
        <span className={`chip ${tone}`}>{t(`ui.import.state.${row.state}`)}</span>
        {general.map((issue) => (
          <div key={issue.message} className={styles.why}>
            {issue.message}
          </div>
        ))}
        {row.similar ? <SimilarTo similar={row.similar} /> : null}
      </td>
      {names.map((name) => {
        const issue = row.issues?.find((one) => one.field === name);
        const difference = row.differences?.find((one) => one.field === name);
        if (issue)
          return (
            <td key={name} className={styles.bad}>
              {text_of(row.values[name])}
              <div className={styles.why}>{issue.message}</div>
            </td>
          );
        if (difference)
          return (
            <td key={name} className={styles.differs}>
              <del>{show(name, text_of(difference.before), of) || t('ui.empty_value')}</del> →{' '}
              <ins>{show(name, text_of(difference.after), of) || t('ui.empty_value')}</ins>
            </td>
          );
        return (
          <td key={name} className={row.state === 'new' ? styles.fresh : undefined}>
            {show(name, text_of(row.values[name]), of)}
          </td>
        );
      })}
    </tr>
  );
}
