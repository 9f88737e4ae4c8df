// A list of rows that are changed in place: a new one by button or by Enter in the last field, order by Alt+Up/Down, by
// buttons and by dragging, deleting with the way back.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode, type RefObject } from 'react';
import type { Choices, FieldDeclaration, Kind } from '../../api/types.ts';
import { Icon } from '../../parts/icons.tsx';
import { say } from '../../parts/live.ts';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import type { Values } from './draft.ts';
import { delete_row, order_rows, put_rows, refresh_lists, useTold, type ListName, type Row } from './lists.ts';
import { useEnterMoves } from './moving.ts';
import { forget_row, row_draft, row_key } from './row_drafts.ts';
import { RowForm, type RowFormProps } from './RowForm.tsx';
import { useNewRows } from './useNewRows.ts';
import styles from './Rows.module.css';

interface Props extends Pick<RowFormProps, 'left_out' | 'hints' | 'on_paste'> {
  customer: number;
  kind: Kind;
  list: ListName;
  rows: readonly Row[];
  fields: readonly FieldDeclaration[];
  choices?: Choices;
  /// What a new row brings with it.
  given?: Values;
  /// The rows have an order that means something.
  ordered?: boolean;
  /// The right of its own that this list takes is missing.
  locked?: boolean;
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
  const { customer, list, rows, inline, part = '', empty } = props;
  const t = useText();
  const may = useMay();
  const box = useRef<HTMLDivElement>(null);
  const { rows: new_rows, add, created, key } = useNewRows(box, customer, list, part, Boolean(inline));
  const { remove, move } = useRowActions(customer, list, rows);
  const may_change = may('customers.change') && !props.locked;
  const fields = may_change ? props.fields : props.fields.map((field) => ({ ...field, read_only: true }));
  const shown_new = may_change ? new_rows : [];
  useEnterMoves(box, { at_end: may_change ? add : undefined });
  useOrderKeys(box, props.ordered && may_change ? rows : [], move);
  return (
    <div ref={box} className={styles.list} data-area="form">
      {rows.length || shown_new.length ? null : <p className="quiet">{empty}</p>}
      {rows.map((row, place) => (
        <StoredRow
          key={row.id}
          {...props}
          fields={fields}
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
          fields={fields}
          draft={row_draft(key(one.mark), {})}
          new_mark={one.mark}
          label={t('ui.row.new')}
          on_created={(stored) => created(one, stored)}
          mark={<span className={styles.newmark}>{t('ui.row.new')}</span>}
        />
      ))}
      {may_change && !inline ? (
        <div className="row">
          <button type="button" className="button" onClick={add} data-add={list}>
            <Icon name="plus" /> {t(`ui.add.${list}`)}
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

interface StoredProps extends Omit<Props, 'rows'> {
  row: Row;
  place: number;
  may: boolean;
  move: (row: Row, to: number) => void;
  remove: (row: Row) => void;
}

function StoredRow({ row, place, move, remove, may, ...props }: StoredProps) {
  const t = useText();
  const { customer, list, ordered, name_of, mark_of, tools_of } = props;
  const draft = row_draft(row_key(customer, list, row.id), row as Values);
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
        draft={draft}
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

function useRowActions(customer: number, list: ListName, rows: readonly Row[]) {
  const t = useText();
  const queries = useQueryClient();
  const told = useTold(customer);
  const failed = (reason: unknown) => {
    refresh_lists(queries, customer);
    show_toast({ text: words_of(reason, t), tone: 'danger' });
  };
  const remove = async (row: Row) => {
    put_rows(queries, customer, list, (old) => old.filter((one) => one.id !== row.id));
    forget_row(row_key(customer, list, row.id));
    document.querySelector<HTMLElement>(`[data-add="${list}"]`)?.focus();
    try {
      told(await delete_row(customer, list, row), t('ui.row.deleted', { list: t(`ui.list.${list}`) }));
      refresh_lists(queries, customer);
    } catch (reason) {
      failed(reason);
    }
  };
  const move = async (moved: Row, to: number) => {
    const row = rows.find((one) => one.id === moved.id);
    if (!row || to < 0 || to >= rows.length || rows[to] === row) return;
    const order = rows.filter((one) => one !== row);
    order.splice(to, 0, row);
    put_rows(queries, customer, list, () => order);
    say(t('ui.row.moved', { place: to + 1, count: rows.length }));
    try {
      told(
        await order_rows(
          customer,
          list,
          order.map((one) => one.id),
        ),
        t('ui.row.ordered'),
      );
      refresh_lists(queries, customer);
    } catch (reason) {
      failed(reason);
    }
  };
  return { remove: (row: Row) => void remove(row), move: (row: Row, to: number) => void move(row, to) };
}
