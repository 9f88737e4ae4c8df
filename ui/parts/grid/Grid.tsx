// The table for long lists (up to millions of rows): rows are drawn as they come into view, columns that do not fit
// hide behind a blue plus, everything works from the keyboard. One tab stop; the active row is a number, so it survives
// recycled rows. Knows no business word: columns, rows and what opening means come from outside.
import { forwardRef, useCallback, useEffect, useId, useImperativeHandle, useRef, type ReactNode } from 'react';
import { possible_width, type Column, type Widths } from './columns.ts';
import { GridBody } from './GridBody.tsx';
import { GridHead } from './GridHead.tsx';
import { is_marked, turn, type Marks } from './marks.ts';
import type { Source } from './pages.ts';
import { useActiveRow, useOpened } from './useActiveRow.ts';
import type { MenuEntry } from '../MoreMenu.tsx';
import { useRowMenu } from './RowMenu.tsx';
import { useGridKeys } from './useGridKeys.ts';
import { useRows } from './useRows.ts';
import { head_height } from './useWindow.ts';
import { clamp } from './window.ts';
import styles from './Grid.module.css';

export interface Sorting {
  column: string;
  direction: 'asc' | 'desc';
  change: (column: string) => void;
}

/// Which rows are marked (Space, Shift with the arrows, Ctrl+A for all that the question finds).
export interface Marking<Row> {
  id: (row: Row) => number;
  marks: Marks;
  change: (marks: Marks) => void;
}

/// Widths the user gave to columns; undefined gives a column its own width back.
export interface Sizing {
  widths: Widths;
  change: (column: string, width: number | undefined) => void;
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
  /// What can be done with a row, for its context menu.
  menu?: (row: Row) => readonly MenuEntry[];
  find?: (text: string) => Promise<number | undefined>;
  sorting?: Sorting;
  sizing?: Sizing;
  marking?: Marking<Row>;
  letters?: boolean;
  on_hidden?: (count: number) => void;
  on_shown?: (columns: readonly Column[]) => void;
  start_at?: number;
  empty?: ReactNode;
}

/// Everything the table remembers: opened rows, the active one, what is drawn.
function useGrid<Row>(props: GridProps<Row>) {
  const { source, on_hidden, on_shown, on_active, start_at = 0 } = props;
  const { opened, set_opened, toggle } = useOpened();
  const { pages, view, cells } = useRows({ ...props, widths: props.sizing?.widths, opened });
  const at = useActiveRow(source.rows, start_at, view);
  const { active, set_active } = at;
  useEffect(() => {
    set_opened([]);
    set_active(start_at);
  }, [source.key]); // only for another list
  const hidden = cells.hidden.length;
  useEffect(() => on_hidden?.(hidden), [hidden, on_hidden]);
  useEffect(() => on_shown?.(cells.shown), [cells.shown, on_shown]);
  const active_row = pages.row(active);
  useEffect(() => on_active?.(active_row, active), [active_row, active, on_active]);
  return { ...at, active_row, pages, view, cells, set_opened, toggle };
}
export type GridState<Row> = ReturnType<typeof useGrid<Row>>;

function GridInner<Row>(props: GridProps<Row>, handle: React.Ref<GridHandle>) {
  const { source, sorting, sizing, marking } = props;
  const id = useId();
  const grid = useGrid(props);
  const { pages, view, cells, active, header, move, toggle } = grid;
  const jump = (row: number) => {
    move(row);
    view.show_row_at_top(clamp(row, 0, source.rows - 1));
  };
  const menu = useRowMenu(
    grid.active_row === undefined ? [] : (props.menu?.(grid.active_row) ?? []),
    () => document.getElementById(`${id}r${active}`),
    () => view.box.current?.focus(),
  );
  const on_key = useGridKeys(props, grid, jump, menu.open);
  const latest = useRef(marking);
  latest.current = marking;
  const mark = useCallback((row: Row) => {
    const now = latest.current; // rows are not drawn anew for a new set of marks
    now?.change(turn(now.marks, now.id(row)));
  }, []);
  useImperativeHandle(handle, () => ({ focus: () => view.box.current?.focus(), go_to: jump }));
  const in_view = active >= view.first && active <= view.last && source.rows > 0;
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
        aria-multiselectable={marking ? true : undefined}
        aria-activedescendant={descendant}
        onKeyDown={on_key}
        onScroll={view.on_scroll}
        onContextMenu={props.menu && menu.on_context_menu}
        style={{ scrollPaddingTop: head_height }}
      >
        <GridHead
          {...{ id, cells, sorting }}
          active={header}
          resize={sizing && ((name, width) => sizing.change(name, width && possible_width(width)))}
        />
        <GridBody<Row>
          id={id}
          pages={pages}
          cells={cells}
          toggle={toggle}
          {...view}
          active={header === undefined ? active : undefined}
          tone={props.tone}
          choose={move}
          enter={props.on_open}
          marked={marking && ((row) => is_marked(marking.marks, marking.id(row)))}
          mark={mark}
        />
      </div>
      {menu.view}
      {source.rows === 0 && props.empty ? <div className={styles.empty}>{props.empty}</div> : null}
    </div>
  );
}

export const Grid = forwardRef(GridInner) as <Row>(
  props: GridProps<Row> & { ref?: React.Ref<GridHandle> },
) => ReactNode;
