// The table for long lists (up to millions of rows): rows are drawn as they come into view, columns that do not fit hide behind
// a blue plus, everything works from the keyboard. One tab stop; the active row is a number, so it survives recycled rows.
// Knows no business word: columns, rows and what opening means come from outside.
import { forwardRef, useEffect, useId, useImperativeHandle, type KeyboardEvent, type ReactNode } from 'react';
import { action_of, key_name } from '../../shell/keys.ts';
import { head_actions, row_actions } from './actions.ts';
import type { Column } from './columns.ts';
import { GridBody } from './GridBody.tsx';
import { GridHead } from './GridHead.tsx';
import type { Source } from './pages.ts';
import { useActiveRow, useOpened, useTypeAhead } from './useActiveRow.ts';
import { row_height, useRows } from './useRows.ts';
import { head_height } from './useWindow.ts';
import { clamp } from './window.ts';
import styles from './Grid.module.css';

export interface Sorting {
  column: string;
  direction: 'asc' | 'desc';
  change: (column: string) => void;
}

export interface GridHandle {
  focus: () => void;
  go_to: (row: number) => void;
}

export interface GridProps<Row> {
  caption: string;
  columns: readonly Column[];
  choice: readonly string[] | null;
  source: Source<Row>;
  first_page?: Row[];
  cell: (row: Row, column: Column) => ReactNode;
  tone?: (row: Row) => 'blocked' | undefined;
  on_open?: (row: Row, index: number) => void;
  on_active?: (row: Row | undefined, index: number) => void;
  find?: (text: string) => Promise<number | undefined>;
  sorting?: Sorting;
  letters?: boolean;
  on_hidden?: (count: number) => void;
  start_at?: number;
  empty?: ReactNode;
}

function GridInner<Row>(props: GridProps<Row>, handle: React.Ref<GridHandle>) {
  const { source, sorting, on_hidden, on_active, start_at = 0 } = props;
  const id = useId();
  const { opened, set_opened, toggle } = useOpened();
  const { pages, view, cells } = useRows({ ...props, opened });
  const { active, set_active, header, set_header, move } = useActiveRow(source.rows, start_at, view);
  const { shown, hidden } = cells;
  const { layout, first, last } = view;
  const jump = (row: number) => {
    move(row);
    view.show_row_at_top(clamp(row, 0, source.rows - 1));
  };
  const type_ahead = useTypeAhead(props.find, jump);

  useEffect(() => {
    set_opened([]);
    set_active(start_at);
  }, [source.key]); // only for another list
  useEffect(() => on_hidden?.(hidden.length), [hidden.length, on_hidden]);
  const active_row = pages.row(active);
  useEffect(() => on_active?.(active_row, active), [active_row, active, on_active]);
  useImperativeHandle(handle, () => ({ focus: () => view.box.current?.focus(), go_to: jump }));

  const hands = {
    active,
    rows: source.rows,
    screen: Math.max(1, Math.floor(layout.view / row_height) - 1),
    in_view: view,
    has_hidden: hidden.length > 0,
    move,
    toggle,
    toggle_all: (rows: readonly number[]) => set_opened((old) => (old.length ? [] : rows)),
    open: () => active_row !== undefined && props.on_open?.(active_row, active),
    enter_head: sorting && (() => set_header(0)),
  };
  const on_key = (event: KeyboardEvent) => {
    const name = event.target === event.currentTarget ? key_name(event.nativeEvent) : null;
    if (name === null) return;
    const action = (props.letters && action_of(name, ['letters'])) || action_of(name, ['list']);
    const in_head = header !== undefined && sorting ? head_actions(header, shown, sorting, set_header) : {};
    const act = action && (in_head[action] ?? row_actions(hands)[action]);
    if (act) act();
    else if (name.length !== 1 || name === ' ' || name === '?' || !type_ahead(event.key)) return;
    event.preventDefault();
  };

  const in_view = active >= first && active <= last && source.rows > 0;
  const descendant = header !== undefined ? `${id}h${header}` : in_view ? `${id}r${active}` : undefined;
  return (
    <div className={styles.frame}>
      <div
        className={styles.grid}
        ref={view.box}
        role="grid"
        tabIndex={0}
        aria-label={props.caption}
        data-area="list"
        data-rows={source.rows}
        data-key={source.key}
        aria-rowcount={source.rows + 1}
        aria-colcount={props.columns.length + 1}
        aria-activedescendant={descendant}
        onKeyDown={on_key}
        onScroll={view.on_scroll}
        style={{ scrollPaddingTop: head_height }}
      >
        <GridHead id={id} cells={cells} sorting={sorting} active={header} />
        <GridBody
          id={id}
          pages={pages}
          cells={cells}
          {...view}
          active={header === undefined ? active : undefined}
          tone={props.tone}
          toggle={toggle}
          choose={move}
          enter={props.on_open}
        />
      </div>
      {source.rows === 0 && props.empty ? <div className={styles.empty}>{props.empty}</div> : null}
    </div>
  );
}

export const Grid = forwardRef(GridInner) as <Row>(
  props: GridProps<Row> & { ref?: React.Ref<GridHandle> },
) => ReactNode;
