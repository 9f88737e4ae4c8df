// A list of rows that are changed in place: a new one by button or by Enter in the last field, order by Alt+Up/Down, by
// buttons and by dragging, deleting with the way back.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode, type RefObject } from 'react';
import type { Choices, Kind } from '../api/types.ts';
import { Icon } from '../parts/icons.tsx';
import { say } from '../parts/live.ts';
import { useText, useWord } from '../shell/language.tsx';
import { useMay } from '../shell/session.tsx';
import { useKeys } from '../shell/useKeys.ts';
import { useDeclaredList, useListName } from './declared.ts';
import type { Values } from './draft.ts';
import { forget_row, row_entry } from './entries.ts';
import { useEnterMoves } from './moving.ts';
import { usual } from './row_places.ts';
import { RowForm, type RowFormProps } from './RowForm.tsx';
import { delete_row, order_rows, put_rows, refresh_rows, type Owner, type Row } from './rows.ts';
import { tell_failure } from './saving.ts';
import { useTold } from './told.ts';
import { useNewRows } from './useNewRows.ts';
import styles from './Rows.module.css';

interface Props extends Pick<RowFormProps, 'hints' | 'on_paste' | 'shows' | 'tidy'> {
  owner: Owner;
  kind?: Kind;
  list: string;
  rows: readonly Row[];
  choices?: Choices;
  /// What a new row brings with it.
  given?: Values;
  /// An empty row stands at the end all the time.
  inline?: boolean;
  /// Keys of new rows differ by this (the holder of a passport).
  part?: string;
  name_of: (row: Row | undefined, place: number) => string;
  mark_of?: (row: Row, place: number) => ReactNode;
  tools_of?: (row: Row) => ReactNode;
  empty?: string;
  /// What stands beside the button that adds a row; may open the new row.
  before_add?: (open_new: () => void) => ReactNode;
}

export function RowList(props: Props) {
  const { owner, list, rows, inline, part = '', empty, given } = props;
  const t = useText();
  const word = useWord();
  const may = useMay();
  const box = useRef<HTMLDivElement>(null);
  const { list: declared, fields: its_fields } = useDeclaredList(list);
  const start = { part, given: { ...usual(its_fields), ...given }, fields: its_fields };
  const { rows: new_rows, add, created, entry_of } = useNewRows(box, owner.form, list, start, Boolean(inline));
  const name_of_list = useListName();
  const said = () => t('ui.row.saved', { list: name_of_list(list) });
  const { remove, move } = useRowActions(owner, list, rows);
  const may_change = may(declared?.right ?? 'customers.change');
  const ordered = declared?.ordered ?? false;
  const fields = may_change ? its_fields : its_fields.map((field) => ({ ...field, read_only: true }));
  const record = declared?.record ?? list;
  const one = word(`row.${record}`, '');
  const shown_new = may_change ? new_rows : [];
  useEnterMoves(box, { at_end: may_change ? add : undefined });
  useOrderKeys(box, ordered && may_change ? rows : [], move);
  return (
    <div ref={box} className={styles.list} data-area="form">
      {rows.length || shown_new.length ? null : <p className="quiet">{empty}</p>}
      {rows.map((row, place) => (
        <StoredRow
          key={row.id}
          {...props}
          {...{ said, fields, record, ordered }}
          row={row}
          place={place}
          move={move}
          remove={remove}
          may={may_change}
        />
      ))}
      {shown_new.map((one) => (
        <RowForm
          key={`new${part}${one.serial}`}
          {...props}
          {...{ said, fields, record }}
          entry={entry_of(one.mark)}
          label={t('ui.row.new')}
          on_created={(stored) => created(one, stored)}
          mark={<span className={styles.newmark}>{t('ui.row.new')}</span>}
        />
      ))}
      {may_change && !inline ? (
        <div className="row">
          <button type="button" className="button" onClick={add} data-add={list}>
            <Icon name="plus" /> {word(`ui.add.${list}`, one ? t('ui.row.add', { row: one }) : t('ui.row.new'))}
          </button>
          {props.before_add?.(add)}
        </div>
      ) : null}
    </div>
  );
}

/// Alt+Up and Alt+Down move the row that has the focus; a field with a list behind it keeps Alt+Down for its list.
function useOrderKeys(box: RefObject<HTMLElement | null>, rows: readonly Row[], move: (row: Row, to: number) => void) {
  const by = (step: number) => () => {
    const here = document.activeElement;
    if (!box.current?.contains(here) || here!.matches('select, [role="combobox"]')) return false;
    const id = here!.closest<HTMLElement>('[data-row]')?.dataset.row;
    const place = rows.findIndex((row) => String(row.id) === id);
    if (place < 0) return false;
    move(rows[place]!, place + step);
    return true;
  };
  useKeys(rows.length > 1 ? { row_earlier: by(-1), row_later: by(1) } : {});
}

interface StoredProps extends Omit<Props, 'rows'>, Pick<RowFormProps, 'said' | 'record' | 'fields'> {
  ordered: boolean;
  row: Row;
  place: number;
  may: boolean;
  move: (row: Row, to: number) => void;
  remove: (row: Row) => void;
}

function StoredRow({ row, place, move, remove, may, ...props }: StoredProps) {
  const t = useText();
  const { owner, list, ordered, name_of, mark_of, tools_of } = props;
  const entry = row_entry(owner.form, list, String(row.id), { base: row as Values, fields: props.fields });
  const name = name_of(row, place);
  const [over, set_over] = useState(false);
  const handle = ordered && may ? <OrderHandle name={name} row={row} place={place} move={move} /> : null;
  return (
    <div
      className={over ? styles.over : undefined}
      onDragOver={(event) => {
        if (!ordered || !event.dataTransfer.types.includes(`application/x-${list}`)) return;
        event.preventDefault();
        set_over(true);
      }}
      onDragLeave={() => set_over(false)}
      onDrop={(event) => {
        set_over(false);
        const id = Number(event.dataTransfer.getData(`application/x-${list}`));
        if (!id) return;
        event.preventDefault(); // a field would take what is dropped for text
        move({ id } as Row, place);
      }}
    >
      <RowForm
        {...props}
        row={row}
        entry={entry}
        label={name}
        before={handle}
        mark={mark_of?.(row, place)}
        after={
          <div className={styles.tools}>
            {tools_of?.(row)}
            {may ? (
              <button
                type="button"
                className="button quiet"
                aria-label={t('ui.row.delete', { name })}
                title={t('ui.row.delete', { name })}
                onClick={() => remove(row)}
              >
                <Icon name="trash" />
              </button>
            ) : null}
          </div>
        }
      />
    </div>
  );
}

interface HandleProps {
  name: string;
  row: Row;
  place: number;
  move: (row: Row, to: number) => void;
}

function OrderHandle({ name, row, place, move }: HandleProps) {
  const t = useText();
  return (
    <div
      className={styles.order}
      draggable
      onDragStart={(event) => {
        const list = event.currentTarget.closest<HTMLElement>('[data-list]')!.dataset.list!;
        event.dataTransfer.setData(`application/x-${list}`, String(row.id));
        event.dataTransfer.effectAllowed = 'move';
      }}
    >
      <button
        type="button"
        className={styles.step}
        aria-label={t('ui.row.up', { name })}
        title={`${t('ui.row.up', { name })} (Alt+↑)`}
        onClick={() => move(row, place - 1)}
      >
        ↑
      </button>
      <span title={t('ui.row.drag')}>
        <Icon name="grip" size={16} />
      </span>
      <button
        type="button"
        className={styles.step}
        aria-label={t('ui.row.down', { name })}
        title={`${t('ui.row.down', { name })} (Alt+↓)`}
        onClick={() => move(row, place + 1)}
      >
        ↓
      </button>
    </div>
  );
}

function useRowActions(owner: Owner, list: string, rows: readonly Row[]) {
  const t = useText();
  const name_of_list = useListName();
  const queries = useQueryClient();
  const told = useTold([owner.lists, ...owner.follow]);
  const failed = (reason: unknown) => {
    refresh_rows(queries, owner);
    tell_failure(reason, t);
  };
  const remove = async (row: Row) => {
    put_rows(queries, owner, list, (old) => old.filter((one) => one.id !== row.id));
    forget_row(row_entry(owner.form, list, String(row.id), { fields: [] }));
    document.querySelector<HTMLElement>(`[data-add="${list}"]`)?.focus();
    try {
      told(await delete_row(owner, list, row), t('ui.row.deleted', { list: name_of_list(list) }));
    } catch (reason) {
      failed(reason);
    }
  };
  const move = async (moved: Row, to: number) => {
    const row = rows.find((one) => one.id === moved.id);
    if (!row || to < 0 || to >= rows.length || rows[to] === row) return;
    const order = rows.filter((one) => one !== row);
    order.splice(to, 0, row);
    put_rows(queries, owner, list, () => order);
    say(t('ui.row.moved', { place: to + 1, count: rows.length }));
    try {
      told(
        await order_rows(
          owner,
          list,
          order.map((one) => one.id),
        ),
        t('ui.row.ordered'),
      );
    } catch (reason) {
      failed(reason);
    }
  };
  return { remove: (row: Row) => void remove(row), move: (row: Row, to: number) => void move(row, to) };
}
