// Base data the profile draws on: postcodes, banks, operators, destinations, letter templates. Searched, paged, changed
// in place; a line is saved when it is left.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { FieldDeclaration } from '../../api/types.ts';
import { Conflicts } from '../../forms/Conflicts.tsx';
import { useDeclaredList } from '../../forms/declared.ts';
import { row_entry } from '../../forms/entries.ts';
import { save_row } from '../../forms/rows.ts';
import { refusal_of } from '../../forms/saving.ts';
import { useTold } from '../../forms/told.ts';
import { useDraftVersion } from '../../forms/useDraft.ts';
import { Icon } from '../../parts/icons.tsx';
import { show_number } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import {
  base_data,
  remove_base,
  rows_on_page,
  useBaseData,
  useSettled,
  type BaseRow,
  type TableData,
} from './requests.ts';
import { FindEntry } from './FindEntry.tsx';
import styles from './Settings.module.css';

export function BaseDataPage({ what }: { what: TableData }) {
  const t = useText();
  const word = useWord();
  const may = useMay();
  const language = useLanguage();
  const [q, set_q] = useState('');
  const [offset, set_offset] = useState(0);
  const [added, set_added] = useState(0);
  const { data } = useBaseData(what, q.trim(), offset);
  const { list, fields } = useDeclaredList(what);
  const record = list?.record ?? what;
  const locked = !may(list?.right ?? '');
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
              {fields.map(({ name }) => (
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
              <BaseLine
                key={`new${added}`}
                {...{ what, record, fields, locked }}
                on_added={() => set_added(added + 1)}
              />
            )}
            {rows.map((row) => (
              <BaseLine key={row.id} {...{ what, record, fields, locked, row }} />
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
  record: string;
  fields: readonly FieldDeclaration[];
  locked: boolean;
  row?: BaseRow;
  on_added?: () => void;
}

/// What is typed into a line, and how it is saved.
function useLine({ what, fields, row, on_added }: LineProps, name: string) {
  const t = useText();
  const queries = useQueryClient();
  const told = useTold(base_data.follow);
  const entry = row_entry(base_data.form, what, String(row?.id ?? 'new'), { base: row, fields });
  const { draft } = entry;
  useDraftVersion(draft);
  useEffect(() => {
    if (row && Number(draft.base.version ?? 0) <= row.version) draft.rebase(row);
  }, [row, draft]);
  const save = async () => {
    const outcome = await save_row(entry, { owner: base_data, fields, queries, t });
    if (outcome === 'refused' && draft.refusal) show_toast({ text: refusal_of(draft), tone: 'danger' });
    if (typeof outcome === 'string') return;
    told(outcome.event, t('ui.settings.saved', { name: row ? name : t(`ui.settings.${what}`) }));
    on_added?.();
  };
  return { draft, save: () => void save() };
}

function BaseLine(props: LineProps) {
  const { what, record, fields, locked, row } = props;
  const t = useText();
  const word = useWord();
  const settled = useSettled();
  const name =
    fields
      .map((field) => String(row?.[field.name] ?? ''))
      .filter(Boolean)
      .join(' ') || t('ui.row.new');
  const { draft, save } = useLine(props, name);
  return (
    <>
      <tr
        data-area="form"
        data-form={base_data.form}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) save();
        }}
      >
        {fields.map((field) => (
          <td key={field.name}>
            <BaseInput
              id={`${what}-${row?.id ?? 'new'}-${field.name}`}
              label={`${word(`${record}.${field.name}`, field.name)}: ${name}`}
              hint={row ? undefined : word(`${record}.${field.name}`, field.name)}
              value={draft.text(field.name)}
              problem={draft.problem(field.name)}
              locked={locked}
              several_lines={field.kind === 'multiline'}
              on_type={(text) => draft.type(field.name, text)}
              on_enter={save}
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
      {draft.conflicts.length ? (
        <tr>
          <td colSpan={fields.length + 1}>
            <Conflicts draft={draft} fields={fields} record={record} on_done={save} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

interface InputProps {
  id: string;
  label: string;
  hint?: string;
  value: string;
  problem?: string;
  locked: boolean;
  several_lines: boolean;
  on_type: (text: string) => void;
  on_enter: () => void;
}

function BaseInput({ id, label, hint, value, problem, locked, several_lines, on_type, on_enter }: InputProps) {
  const common = {
    'data-field': id,
    'aria-label': label,
    'aria-invalid': problem ? (true as const) : undefined,
    'aria-description': problem,
    title: problem,
    placeholder: hint,
    value,
    readOnly: locked,
    onChange: (event: { target: { value: string } }) => on_type(event.target.value),
  };
  if (several_lines) return <textarea {...common} rows={4} />;
  return <input {...common} onKeyDown={(event) => event.key === 'Enter' && on_enter()} />;
}
