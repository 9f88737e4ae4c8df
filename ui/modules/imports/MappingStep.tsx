// Step 2: how the file is read and which column is which field. Proposals come by similarity; unsure ones say so in words.
import { useState } from 'react';
import { Refusal } from '../../api/client.ts';
import type { Import } from '../../api/types.ts';
import { show_number } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { useKeys } from '../../shell/useKeys.ts';
import { change_import, load_mapping, save_mapping, type ImportChange } from './requests.ts';
import styles from './Imports.module.css';

interface Props {
  file: Import;
  on_change: (file: Import) => void;
  on_back: () => void;
  on_go: () => void;
}

export function MappingStep({ file, on_change, on_back, on_go }: Props) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const [name, set_name] = useState('');
  const change = async (part: ImportChange) => {
    try {
      on_change(await change_import(file.id, part));
    } catch (reason) {
      show_toast({ text: reason instanceof Refusal ? reason.message : t('ui.unreachable'), tone: 'danger' });
    }
  };
  const mapping = Object.fromEntries(file.columns.map((column) => [column.heading, column.field ?? '']));
  const map = (heading: string, field: string) => {
    on_change({
      ...file,
      columns: file.columns.map((column) =>
        column.heading === heading ? { ...column, field: field || null, score: field ? 100 : 0 } : column,
      ),
    });
    void change({ mapping: { [heading]: field } });
  };
  const caption = (field: string) =>
    file.fields.find((one) => one.name === field)?.caption ?? word(`customer.${field}`, field);
  const used = new Set(file.columns.map((column) => column.field).filter(Boolean));
  const missing = file.fields.filter((field) => field.required && !used.has(field.name));
  const options = file.options ?? {};
  useKeys({ generate: on_go });

  return (
    <>
      <div className={styles.choice}>
        <label>
          {t('ui.import.encoding')}
          <select
            value={file.dialect.encoding ?? ''}
            onChange={(event) => void change({ dialect: { ...file.dialect, encoding: event.target.value } })}
          >
            {['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']
              .concat(file.dialect.encoding ?? [])
              .filter(first_only)
              .map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
          </select>
        </label>
        <label>
          {t('ui.import.separator')}
          <select
            value={file.dialect.separator ?? ''}
            onChange={(event) => void change({ dialect: { ...file.dialect, separator: event.target.value } })}
          >
            {[',', ';', '\t']
              .concat(file.dialect.separator ?? [])
              .filter(first_only)
              .map((one) => (
                <option key={one} value={one}>
                  {one === '\t' ? t('ui.import.tab') : one}
                </option>
              ))}
          </select>
        </label>
        <label>
          {t('ui.import.decimal')}
          <select
            value={file.dialect.decimal ?? '.'}
            onChange={(event) => void change({ dialect: { ...file.dialect, decimal: event.target.value } })}
          >
            <option value=".">1.50</option>
            <option value=",">1,50</option>
          </select>
        </label>
        {file.mappings.length ? (
          <label>
            {t('ui.import.saved_mapping')}
            <select
              value=""
              onChange={(event) =>
                void load_mapping(event.target.value).then((saved) => change({ mapping: saved.mapping }))
              }
            >
              <option value="">{t('ui.import.choose_mapping')}</option>
              {file.mappings.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </label>
        ) : null}
      </div>
      {file.rows_estimate ? (
        <p className="quiet">{t('ui.import.rows', { rows: show_number(file.rows_estimate, language) })}</p>
      ) : null}
      {missing.length ? (
        <p role="status" className={styles.warning}>
          {t('ui.import.missing', { fields: missing.map((field) => field.caption ?? caption(field.name)).join(', ') })}
        </p>
      ) : null}
      <table className={`plain ${styles.mapping}`}>
        <caption className="hidden">{t('ui.import.step.mapping')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ui.import.heading')}</th>
            <th scope="col">{t('ui.import.sample')}</th>
            <th scope="col">{t('ui.import.field')}</th>
            <th scope="col">{t('ui.import.certainty')}</th>
          </tr>
        </thead>
        <tbody>
          {file.columns.map((column) => (
            <tr key={column.heading}>
              <th scope="row">{column.heading}</th>
              <td className={styles.sample}>{column.sample.filter(Boolean).slice(0, 3).join(' · ')}</td>
              <td>
                <select
                  aria-label={t('ui.import.field_of', { heading: column.heading })}
                  value={column.field ?? ''}
                  onChange={(event) => map(column.heading, event.target.value)}
                >
                  <option value="">{t('ui.import.drop_column')}</option>
                  {file.fields.map((field) => (
                    <option
                      key={field.name}
                      value={field.name}
                      disabled={used.has(field.name) && column.field !== field.name}
                    >
                      {field.caption ?? caption(field.name)}
                    </option>
                  ))}
                </select>
              </td>
              <td>
                <Certainty field={column.field} score={column.score} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <fieldset className={styles.options}>
        <legend>{t('ui.import.options')}</legend>
        {(['each', 'clear_empty', 'unreadable_empty'] as const).map((option) => (
          <label key={option} className="row">
            <input
              type="checkbox"
              checked={Boolean(options[option])}
              onChange={(event) => void change({ options: { ...options, [option]: event.target.checked } })}
            />
            {t(`ui.import.option.${option}`)}
          </label>
        ))}
      </fieldset>
      <div className={styles.actions}>
        <button type="button" className="button primary" onClick={on_go} disabled={missing.length > 0}>
          {t('ui.import.rehearse')} <kbd>F10</kbd>
        </button>
        <button type="button" className="button" onClick={on_back}>
          {t('ui.import.other_file')}
        </button>
        <span className="grow" />
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            void save_mapping(name, { what: file.what, mapping }).then(
              () => {
                show_toast({ text: t('ui.import.mapping_saved', { name }), seconds: 5 });
                set_name('');
              },
              (reason: Error) => show_toast({ text: reason.message || t('ui.unreachable'), tone: 'danger' }),
            );
          }}
        >
          <input
            className={styles.mappingname}
            aria-label={t('ui.import.mapping_name')}
            placeholder={t('ui.import.mapping_name')}
            value={name}
            required
            onChange={(event) => set_name(event.target.value)}
          />
          <button type="submit" className="button">
            {t('ui.import.save_mapping')}
          </button>
        </form>
      </div>
    </>
  );
}

const first_only = (one: string, place: number, all: readonly string[]) => all.indexOf(one) === place;

function Certainty({ field, score }: { field: string | null; score?: number }) {
  const t = useText();
  if (!field) return <span className="chip">{t('ui.import.not_taken')}</span>;
  const points = score === undefined ? 100 : score <= 1 ? score * 100 : score;
  if (points >= 90) return <span className="chip ok">{t('ui.import.certain')}</span>;
  return <span className="chip warn">{t('ui.import.check')}</span>;
}
