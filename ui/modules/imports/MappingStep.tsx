// Step 2: how the file is read, which column is which field, how it is taken over. What is chosen is shown at once and kept by
// the server; a refused choice comes back.
import { useState, type FormEvent } from 'react';
import type { Import } from '../../api/types.ts';
import { show_number } from '../../parts/format.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { useKeys } from '../../shell/useKeys.ts';
import { words_of } from '../../shell/words_of.ts';
import { DialectChoice } from './DialectChoice.tsx';
import { MappingTable } from './MappingTable.tsx';
import { change_import, save_mapping, type ImportChange } from './requests.ts';
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
  const change = (part: ImportChange, meanwhile: Partial<Import> = {}) => {
    on_change({ ...file, ...meanwhile });
    change_import(file.id, part).then(on_change, (reason: unknown) => {
      on_change(file);
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    });
  };
  const map = (heading: string, field: string) => {
    const columns = file.columns.map((column) =>
      column.heading === heading ? { ...column, field: field || null, score: 100 } : column,
    );
    change({ mapping: { [heading]: field } }, { columns });
  };
  const caption = (name: string) =>
    file.fields.find((one) => one.name === name)?.caption ?? word(`customer.${name}`, name);
  const taken = new Set(file.columns.map((column) => column.field));
  const missing = file.fields.filter((field) => field.required && !taken.has(field.name));
  useKeys({ generate: missing.length ? undefined : on_go });

  return (
    <>
      <DialectChoice file={file} change={change} />
      {file.rows_estimate ? (
        <p className="quiet">{t('ui.import.rows', { rows: show_number(file.rows_estimate, language) })}</p>
      ) : null}
      {missing.length ? (
        <p role="status" className={styles.warning}>
          {t('ui.import.missing', { fields: missing.map(({ name }) => caption(name)).join(', ') })}
        </p>
      ) : null}
      <MappingTable file={file} caption={caption} map={map} />
      <Options file={file} change={change} />
      <div className={styles.actions}>
        <ToolButton
          text={t('ui.import.rehearse')}
          action="generate"
          primary
          disabled={missing.length > 0}
          on_press={on_go}
        />
        <ToolButton text={t('ui.import.other_file')} on_press={on_back} />
        <span className="grow" />
        <KeepMapping file={file} />
      </div>
    </>
  );
}

interface OptionsProps {
  file: Import;
  change: (part: ImportChange, meanwhile: Partial<Import>) => void;
}

const of_all = ['each', 'clear_empty', 'unreadable_empty', 'line_breaks_blank'] as const;
const of_customers = [...of_all, 'capitals'] as const;

function Options({ file, change }: OptionsProps) {
  const t = useText();
  return (
    <fieldset className={styles.options}>
      <legend>{t('ui.import.options')}</legend>
      {(file.what === 'customers' ? of_customers : of_all).map((option) => (
        <label key={option} className="row">
          <input
            type="checkbox"
            checked={Boolean(file.options?.[option])}
            onChange={({ target }) => {
              const part = { [option]: target.checked };
              change({ options: part }, { options: { ...file.options, ...part } });
            }}
          />
          {t(`ui.import.option.${option}`)}
        </label>
      ))}
      {file.what === 'customers' ? <DuplicateChoice file={file} change={change} /> : null}
    </fieldset>
  );
}

/// What becomes of rows that are probably customers already there.
function DuplicateChoice({ file, change }: OptionsProps) {
  const t = useText();
  const chosen = file.options?.duplicates ?? 'create';
  return (
    <div role="radiogroup" aria-labelledby="duplicate-choice" className={styles.among}>
      <span id="duplicate-choice">{t('ui.import.duplicates')}</span>
      {(['create', 'skip', 'hold', 'off'] as const).map((choice) => (
        <label key={choice} className="row">
          <input
            type="radio"
            name="duplicates"
            value={choice}
            checked={chosen === choice}
            onChange={() => {
              const part = { duplicates: choice };
              change({ options: part }, { options: { ...file.options, ...part } });
            }}
          />
          <span>
            {t(`ui.import.duplicates.${choice}`)}{' '}
            <span className="quiet">{t(`ui.import.duplicates.${choice}.effect`)}</span>
          </span>
        </label>
      ))}
    </div>
  );
}

function KeepMapping({ file }: { file: Import }) {
  const t = useText();
  const [name, set_name] = useState('');
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    const mapping = Object.fromEntries(file.columns.map((column) => [column.heading, column.field ?? '']));
    try {
      const remembered = { values: file.values ?? {}, line_breaks_blank: Boolean(file.options?.line_breaks_blank) };
      await save_mapping(name, { what: file.what, mapping, ...remembered });
      show_toast({ text: t('ui.import.mapping_saved', { name }), seconds: 5 });
      set_name('');
    } catch (reason) {
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    }
  };
  const label = t('ui.import.mapping_name');
  return (
    <form className="row" onSubmit={(event) => void keep(event)}>
      <input
        className={styles.mappingname}
        aria-label={label}
        placeholder={label}
        value={name}
        required
        onChange={(event) => set_name(event.target.value)}
      />
      <button type="submit" className="button">
        {t('ui.import.save_mapping')}
      </button>
    </form>
  );
}
