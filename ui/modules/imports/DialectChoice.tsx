// How the file is read: character set, separator, decimal sign; or everything at once by a saved mapping.
import type { Import } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import type { ImportChange } from './requests.ts';
import styles from './Imports.module.css';

const known_encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-15',
  'ibm850',
  'macintosh',
  'windows-1250',
  'ibm852',
  'windows-1251',
  'ibm866',
  'koi8-r',
  'windows-1253',
  'windows-1254',
];
const first_only = (one: string, place: number, all: readonly string[]) => all.indexOf(one) === place;

export function DialectChoice({ file, change }: { file: Import; change: (part: ImportChange) => void }) {
  const t = useText();
  const { dialect } = file;
  const put = (part: Import['dialect']) => change({ dialect: part });
  const encodings = [...known_encodings, dialect.encoding ?? 'utf-8'].filter(first_only);
  const sheets = dialect.sheets ?? [];
  const separators = [',', ';', '\t', dialect.separator ?? ','].filter(first_only);
  return (
    <div className={styles.choice}>
      <label>
        {t('ui.import.encoding')}
        <select value={dialect.encoding ?? 'utf-8'} onChange={(event) => put({ encoding: event.target.value })}>
          {encodings.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <label>
        {t('ui.import.separator')}
        <select value={dialect.separator ?? ','} onChange={(event) => put({ separator: event.target.value })}>
          {separators.map((one) => (
            <option key={one} value={one}>
              {one === '\t' || one === 'tab' ? t('ui.import.tab') : one}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('ui.import.decimal')}
        <select value={dialect.decimal ?? '.'} onChange={(event) => put({ decimal: event.target.value })}>
          <option value=".">1.50</option>
          <option value=",">1,50</option>
        </select>
      </label>
      <label>
        {t('ui.import.heading_row')}
        <input
          type="number"
          min={1}
          max={1000}
          value={dialect.heading_row ?? 1}
          onChange={({ target }) => {
            const row = target.valueAsNumber;
            if (row >= 1) put({ heading_row: row > 1 ? row : null });
          }}
        />
      </label>
      {sheets.length > 1 ? (
        <label>
          {t('ui.import.sheet')}
          <select value={dialect.sheet || sheets[0]} onChange={(event) => put({ sheet: event.target.value })}>
            {sheets.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      ) : null}
      {file.mappings.length ? (
        <label>
          {t('ui.import.saved_mapping')}
          <select value="" onChange={(event) => event.target.value && change({ use_mapping: event.target.value })}>
            <option value="">{t('ui.import.choose_mapping')}</option>
            {file.mappings.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      ) : null}
    </div>
  );
}
