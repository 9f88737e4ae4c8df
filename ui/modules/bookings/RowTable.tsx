// The rows of one list as lines of a table, typed in place; an empty line stands at the end all the time. What is seldom
// needed opens below its row (Alt+Enter). Ctrl+Delete takes the row out, Alt+Insert makes another like it.
import { useRef, useState, type ReactNode, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { Choices, FieldDeclaration } from '../../api/types.ts';
import { FormField } from '../../forms/FormField.tsx';
import type { Draft } from '../../forms/draft.ts';
import { useDraftVersion } from '../../forms/useDraft.ts';
import { is_empty } from '../../forms/draft.ts';
import { Icon } from '../../parts/icons.tsx';
import { show_date } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import type { Field, Row, Rows } from './booking.ts';
import { keys_in, place } from './flat.ts';
import { copy_row, move_row, next_key, remove_row, row_view } from './rows.ts';
import { useDeclaration } from './useDeclaration.ts';
import styles from './Booking.module.css';

/// A column with what the program reckons of a row.
export interface Figure {
  name: string;
  share: number;
  show: (key: string, row: Row | undefined) => ReactNode;
}

interface Props {
  draft: Draft;
  list: Rows;
  /// The rows as the program sees them, in the same order.
  reckoned: readonly Row[];
  may: boolean;
  choices?: Choices;
  declared?: readonly FieldDeclaration[];
  figures?: readonly Figure[];
  /// Fields beside the columns and what belongs below them.
  details?: (key: string, row: Row | undefined) => ReactNode;
  /// A button of some rows that leads to one of their details.
  shortcut?: (row: Row | undefined) => { text: string; field: string } | undefined;
}

/// The keys of rows answer in the row that has the focus.
function useRowKeys(box: RefObject<HTMLElement | null>, { draft, list, may }: Props, open: (key: string) => void) {
  const here = () => {
    const row = document.activeElement?.closest<HTMLElement>('[data-row]');
    return row && box.current?.contains(row) && row.dataset.list === list.name ? row.dataset.row : undefined;
  };
  const with_row = (act: (key: string) => unknown) => () => {
    const key = here();
    if (key === undefined || !keys_in(draft, list.name).includes(key)) return false;
    return act(key) !== false;
  };
  const focus = (key: string | undefined) =>
    box.current?.querySelector<HTMLElement>(`[data-row="${key}"] :is(input, select)`)?.focus();
  const remove = (key: string) => {
    const keys = keys_in(draft, list.name);
    const next = keys[keys.indexOf(key) + 1];
    flushSync(() => remove_row(draft, list.name, key));
    focus(next ?? next_key(draft, list.name));
  };
  const copy = (key: string) => {
    let made = '';
    flushSync(() => (made = copy_row(draft, list.name, key)));
    focus(made);
  };
  const by = (step: 1 | -1) =>
    with_row((key) => {
      if (document.activeElement!.matches('select, [role="combobox"]')) return false;
      return move_row(draft, list.name, key, step);
    });
  const acting = { row_remove: with_row(remove), row_copy: with_row(copy), row_earlier: by(-1), row_later: by(1) };
  useKeys({ ...(may ? acting : {}), row_details: with_row(open) });
  return { remove, copy };
}

export function RowTable(props: Props) {
  const { draft, list, reckoned, may, figures = [] } = props;
  const t = useText();
  const word = useWord();
  useDraftVersion(draft);
  const box = useRef<HTMLTableElement>(null);
  const [opened, set_opened] = useState<string>();
  const toggle = (key: string) => set_opened((old) => (old === key ? undefined : key));
  const go_to = (key: string, field: string) => {
    flushSync(() => set_opened(key));
    box.current?.querySelector<HTMLElement>(`[data-field="${place(list.name, key, field)}"]`)?.focus();
  };
  const tools = useRowKeys(box, props, toggle);
  const columns = list.fields.filter(({ column }) => column);
  const shares = [...columns.map(({ column }) => column!), ...figures.map(({ share }) => share)];
  const sum = shares.reduce((all, one) => all + one, 0);
  const stored = keys_in(draft, list.name);
  const keys = may ? [...stored, next_key(draft, list.name)] : stored;
  return (
    <table
      ref={box}
      role="table"
      className={styles.rows}
      aria-label={word(`ui.booking.${list.name.split('/').at(-1)}`, '')}
    >
      <colgroup>
        {shares.map((share, at) => (
          <col key={at} style={{ width: `${(share / sum) * 100}%` }} />
        ))}
        <col className={styles.toolcolumn} />
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ name, kind }) => (
            <th key={name} role="columnheader" className={kind === 'money' ? 'number' : undefined}>
              {word(`ui.${list.record}.${name}`, name)}
            </th>
          ))}
          {figures.map(({ name }) => (
            <th key={name} role="columnheader" className="number">
              {word(`ui.${list.record}.${name}`, name)}
            </th>
          ))}
          <th role="columnheader">
            <span className="hidden">{t('ui.booking.row')}</span>
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {keys.map((key, at) => (
          <Line
            key={at}
            {...props}
            {...{ columns, at, toggle, tools, figures, go_to }}
            name={key}
            is_new={!stored.includes(key)}
            open={opened === key || has_wrong_details(draft, list, key)}
            row={stored.includes(key) ? reckoned[at] : undefined}
          />
        ))}
      </tbody>
    </table>
  );
}

/// What was refused is seen, also where it stands among the details.
function has_wrong_details(draft: Draft, list: Rows, key: string): boolean {
  const start = `${list.name}/${key}/`;
  const in_columns = list.fields.filter(({ column }) => column).map(({ name }) => start + name);
  return [...draft.all_problems().keys()].some((name) => name.startsWith(start) && !in_columns.includes(name));
}

interface LineProps extends Props {
  go_to: (key: string, field: string) => void;
  columns: readonly Field[];
  figures: readonly Figure[];
  name: string;
  at: number;
  is_new: boolean;
  open: boolean;
  row?: Row;
  toggle: (key: string) => void;
  tools: { remove: (key: string) => void };
}

function Line(props: LineProps) {
  const { draft, list, columns, figures, name, at, is_new, open, row, details, may } = props;
  const word = useWord();
  const cancelled = draft.text(place(list.name, name, 'cancelled_on'));
  const span = columns.length + figures.length + 1;
  return (
    <>
      <tr role="row" data-row={name} data-list={list.name} className={cancelled ? styles.cancelled : undefined}>
        {columns.map((field) => (
          <td key={field.name} role="cell" data-column={field.name}>
            <Cell {...props} field={field} may={may && !cancelled} />
          </td>
        ))}
        {figures.map((figure) => (
          <td key={figure.name} role="cell" className="number" data-column={figure.name}>
            <span className={styles.narrowcaption}>{word(`ui.${list.record}.${figure.name}`, figure.name)}</span>
            {is_new ? null : figure.show(name, row)}
          </td>
        ))}
        <td role="cell" className={styles.tools}>
          {is_new ? null : <Tools {...props} cancelled={cancelled} />}
        </td>
      </tr>
      {open && !is_new && details ? (
        <tr role="row" data-row={name} data-list={list.name} className={styles.detailrow}>
          <td role="cell" colSpan={span} id={`details-${list.name}-${at}`}>
            {details(name, row)}
          </td>
        </tr>
      ) : null}
    </>
  );
}

function Tools(props: LineProps & { cancelled: string }) {
  const { list, name, at, open, toggle, tools, may, details, cancelled, row, shortcut, go_to } = props;
  const t = useText();
  const language = useLanguage();
  const short = shortcut?.(row);
  if (cancelled)
    return <span className="chip danger">{t('ui.booking.cancelled_on', { on: show_date(cancelled, language) })}</span>;
  return (
    <>
      {short ? (
        <button type="button" className="button" data-shortcut onClick={() => go_to(name, short.field)}>
          {short.text}
        </button>
      ) : null}
      {details ? (
        <button
          type="button"
          className="button quiet"
          aria-expanded={open}
          aria-controls={open ? `details-${list.name}-${at}` : undefined}
          aria-label={t('ui.booking.row_details', { row: at + 1 })}
          title={t('ui.booking.row_details', { row: at + 1 })}
          data-details
          onClick={() => toggle(name)}
        >
          <Icon name="down" size={16} />
        </button>
      ) : null}
      {may ? (
        <button
          type="button"
          className="button quiet"
          aria-label={t('ui.booking.row_remove', { row: at + 1 })}
          title={t('ui.booking.row_remove', { row: at + 1 })}
          onClick={() => tools.remove(name)}
        >
          <Icon name="trash" size={16} />
        </button>
      ) : null}
    </>
  );
}

type CellProps = Pick<LineProps, 'draft' | 'list' | 'name' | 'row' | 'choices' | 'declared' | 'may'> & { field: Field };

/// A field that the program fills is words, every other one is typed.
function Cell({ draft, list, name, row, choices, declared, may, field }: CellProps) {
  const word = useWord();
  const caption = word(`ui.${list.record}.${field.name}`, field.name);
  if (field.computed) {
    const value = row?.[field.name];
    const text = is_empty(value as string) ? '' : String(value);
    const shown = word(`ui.${field.name}.${text}`, text);
    return (
      <span className={styles.figure}>
        <span className={styles.narrowcaption}>{caption}</span> {shown}
      </span>
    );
  }
  return (
    <RowField {...{ draft, choices, declared, may, field }} list={list.name} record={list.record} row_key={name} />
  );
}

interface RowFieldProps {
  draft: Draft;
  /// Of rows within rows as well.
  list: string;
  record: string;
  row_key: string;
  field: Field;
  may: boolean;
  choices?: Choices;
  declared?: readonly FieldDeclaration[];
}

export function RowField({ draft, list, record, row_key, field, may, choices, declared }: RowFieldProps) {
  const word = useWord();
  const has_right = useMay();
  const locked = !may || Boolean(field.right && !has_right(field.right));
  const declaration = useDeclaration(field, declared, locked);
  return (
    <FormField
      declaration={declaration}
      draft={row_view(draft, list, row_key)}
      record={`ui.${record}`}
      id={place(list, row_key, field.name)}
      caption={word(`ui.${record}.${field.name}`, field.name)}
      kind="private"
      choices={choices}
      is_new={!/^\d+$/.test(row_key)}
    />
  );
}
