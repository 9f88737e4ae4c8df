// Base data the profile draws on: postcodes, banks, operators, destinations, letter templates. Searched, paged, changed
// in place; a line is saved when it is left.
import { useRef, useState } from 'react';
import { new_key } from '../../api/client.ts';
import type { Value } from '../../api/types.ts';
import { Icon } from '../../parts/icons.tsx';
import { show_number } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import {
  add_base,
  change_base,
  remove_base,
  rows_on_page,
  useBaseData,
  useSettled,
  type BaseRow,
  type TableData,
} from './requests.ts';
import { FindEntry } from './FindEntry.tsx';
import styles from './Settings.module.css';

/// Columns and the first part of their captions.
const columns: Record<TableData, { record: string; names: readonly string[] }> = {
  postcodes: { record: 'postcode', names: ['country', 'postcode', 'town'] },
  banks: { record: 'bank', names: ['country', 'bank_code', 'bic', 'name', 'town'] },
  operators: { record: 'tour_operator', names: ['code', 'name', 'remark'] },
  destinations: { record: 'destination', names: ['code', 'name', 'country'] },
  'letter-templates': { record: 'letter_template', names: ['name', 'subject', 'text'] },
};

export function BaseDataPage({ what }: { what: TableData }) {
  const t = useText();
  const word = useWord();
  const may = useMay();
  const language = useLanguage();
  const [q, set_q] = useState('');
  const [offset, set_offset] = useState(0);
  const [added, set_added] = useState(0);
  const { data } = useBaseData(what, q.trim(), offset);
  const { record, names } = columns[what];
  const locked = !may('parameters.manage');
  const rows = data?.rows ?? [];
  const count = data?.count ?? 0;
  return (
    <>
      <FindEntry
        q={q}
        count={data?.count}
        find={(text) => {
          set_q(text);
          set_offset(0);
        }}
      />
      <div className={styles.scroll}>
        <table className={`plain ${styles.base}`}>
          <thead>
            <tr>
              {names.map((name) => (
                <th key={name} scope="col">
                  {word(`${record}.${name}`, name)}
                </th>
              ))}
              <th scope="col">
                <span className="hidden">{t('ui.delete')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {locked ? null : (
              <BaseLine key={`new${added}`} {...{ what, names, locked }} on_added={() => set_added(added + 1)} />
            )}
            {rows.map((row) => (
              <BaseLine key={`${row.id}-${row.version}`} {...{ what, names, locked, row }} />
            ))}
          </tbody>
        </table>
      </div>
      {count > rows_on_page ? (
        <div className="row">
          <button type="button" className="button" disabled={!offset} onClick={() => set_offset(offset - rows_on_page)}>
            {t('ui.settings.back')}
          </button>
          <span className="quiet">
            {show_number(offset + 1, language)}–{show_number(Math.min(count, offset + rows_on_page), language)}
          </span>
          <button
            type="button"
            className="button"
            disabled={offset + rows_on_page >= count}
            onClick={() => set_offset(offset + rows_on_page)}
          >
            {t('ui.settings.forth')}
          </button>
        </div>
      ) : null}
    </>
  );
}

interface LineProps {
  what: TableData;
  names: readonly string[];
  locked: boolean;
  row?: BaseRow;
  on_added?: () => void;
}

function BaseLine({ what, names, locked, row, on_added }: LineProps) {
  const t = useText();
  const word = useWord();
  const settled = useSettled();
  const [values, set_values] = useState<Record<string, Value>>({});
  const once = useRef(new_key());
  const { record } = columns[what];
  const name =
    names
      .map((one) => String(row?.[one] ?? ''))
      .filter(Boolean)
      .join(' ') || t('ui.row.new');
  const leave = async () => {
    const changed = Object.fromEntries(
      Object.entries(values).filter(([one, value]) => String(value ?? '').trim() !== String(row?.[one] ?? '')),
    );
    if (!Object.keys(changed).length) return;
    const text = t('ui.settings.saved', { name: row ? name : t(`ui.settings.${what}`) });
    if (row) await settled(() => change_base(what, row, changed), text);
    else if (await settled(() => add_base(what, changed, once.current), text)) on_added?.();
    once.current = new_key();
  };
  return (
    <tr
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) void leave();
      }}
    >
      {names.map((one) => (
        <td key={one}>
          <BaseInput
            id={`${what}-${row?.id ?? 'new'}-${one}`}
            label={`${word(`${record}.${one}`, one)}: ${name}`}
            hint={row ? undefined : word(`${record}.${one}`, one)}
            value={String(values[one] ?? row?.[one] ?? '')}
            locked={locked}
            several_lines={one === 'text'}
            on_type={(text) => set_values((old) => ({ ...old, [one]: text }))}
            on_enter={() => void leave()}
          />
        </td>
      ))}
      <td>
        {row && !locked ? (
          <button
            type="button"
            className="button quiet"
            aria-label={t('ui.row.delete', { name })}
            onClick={() => void settled(() => remove_base(what, row), t('ui.settings.removed', { name }))}
          >
            <Icon name="trash" />
          </button>
        ) : null}
      </td>
    </tr>
  );
}

interface InputProps {
  id: string;
  label: string;
  hint?: string;
  value: string;
  locked: boolean;
  several_lines: boolean;
  on_type: (text: string) => void;
  on_enter: () => void;
}

function BaseInput({ id, label, hint, value, locked, several_lines, on_type, on_enter }: InputProps) {
  const common = {
    'data-field': id,
    'aria-label': label,
    placeholder: hint,
    value,
    readOnly: locked,
    onChange: (event: { target: { value: string } }) => on_type(event.target.value),
  };
  if (several_lines) return <textarea {...common} rows={4} maxLength={20_000} />;
  return <input {...common} maxLength={200} onKeyDown={(event) => event.key === 'Enter' && on_enter()} />;
}
