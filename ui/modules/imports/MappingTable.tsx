// Which column of the file is which field. Proposals come by similarity; unsure ones say so in words.
import type { Import, ImportColumn } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import styles from './Imports.module.css';

interface Props {
  file: Import;
  caption: (field: string) => string;
  map: (heading: string, field: string) => void;
}

export function MappingTable({ file, caption, map }: Props) {
  const t = useText();
  return (
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
              <FieldChoice file={file} column={column} caption={caption} map={map} />
            </td>
            <td>
              <Certainty field={column.field} score={column.score} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FieldChoice({ file, column, caption, map }: Props & { column: ImportColumn }) {
  const t = useText();
  const { heading, field } = column;
  const taken = new Set(file.columns.map((one) => one.field).filter((one) => one !== field));
  return (
    <select
      aria-label={t('ui.import.field_of', { heading })}
      value={field ?? ''}
      onChange={(event) => map(heading, event.target.value)}
    >
      <option value="">{t('ui.import.drop_column')}</option>
      {file.fields.map(({ name }) => (
        <option key={name} value={name} disabled={taken.has(name)}>
          {caption(name)}
        </option>
      ))}
    </select>
  );
}

function Certainty({ field, score = 100 }: { field: string | null; score?: number }) {
  const t = useText();
  if (!field) return <span className="chip">{t('ui.import.not_taken')}</span>;
  if (score >= 90) return <span className="chip ok">{t('ui.import.certain')}</span>;
  return <span className="chip warn">{t('ui.import.check')}</span>;
}
