// The table for long lists (up to millions of rows): rows are drawn as they come into view, columns that do not fit hide behind
// a blue plus, everything works from the keyboard. One tab stop; the active row is a number, so it survives recycled rows.
// Knows no business word: columns, rows and what opening means come from outside.
import {
  forwardRef,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { action_of, key_name } from '../../shell/keys.ts';
import { useText } from '../../shell/language.tsx';
import { say } from '../live.ts';
import { arrange, detail_layout, plus_width, type Column } from './columns.ts';
import { page_size, Pages, type Source } from './pages.ts';
import { GridHead } from './GridHead.tsx';
import { GridRow } from './GridRow.tsx';
import { head_height, useWindow } from './useWindow.ts';
import { clamp, scroll_height, top_of } from './window.ts';
import styles from './Grid.module.css';

export const row_height = 28;

export interface Sorting {
  column: string;
  direction: 'asc' | 'desc';
  change: (column: string) => void;
}

export interface GridHandle {
  focus: () => void;
  go_to: (row: number, at_top?: boolean) => void;
  active: () => number;
  refresh: () => void;
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
  const { columns, choice, source, cell, sorting, on_hidden } = props;
  const t = useText();
  const id = useId();
  const [opened, set_opened] = useState<readonly number[]>([]);
  const [active, set_active] = useState(props.start_at ?? 0);
  const [header, set_header] = useState<number>();
  const redraw = useRef(() => {});
  const [pages] = useState(() => new Pages<Row>(() => redraw.current()));
  const shape = useRef({ width: 0, shown: columns, hidden: [] as readonly Column[], per_line: 1, height: 0 });

  pages.use(source);
  if (props.first_page && !pages.row(0)) pages.put(0, props.first_page);

  const view = useWindow((width, height) => {
    const parts = arrange(columns, choice, width);
    const detail = detail_layout(parts.hidden.length, width);
    shape.current = { width, ...parts, per_line: detail.per_line, height: detail.height };
    return {
      rows: source.rows,
      row_height,
      detail_height: detail.height,
      opened: parts.hidden.length ? opened : [],
      view: height,
    };
  });
  redraw.current = view.redraw;
  const { shown, hidden, width, per_line, height: detail_height } = shape.current;
  const { layout, first, last, direction } = view;

  useEffect(() => {
    pages.need(first, last, direction);
  }, [pages, first, last, direction, source]);
  useEffect(() => {
    set_opened([]);
    set_active(props.start_at ?? 0);
  }, [source.key]); // eslint-disable-line
  const started = useRef(false);
  useEffect(() => {
    if (started.current || !props.start_at || source.rows <= props.start_at) return;
    started.current = true;
    view.show_row_at_top(Math.max(0, props.start_at - 5));
  });
  useEffect(() => on_hidden?.(hidden.length), [hidden.length, on_hidden]);

  const names = shown.map((column) => column.name).join(' ');
  const template = useMemo(
    () =>
      `${hidden.length ? `${plus_width}px ` : ''}${shown.map((column) => `minmax(${column.width}px, ${column.width}fr)`).join(' ')}`,
    [names, hidden.length === 0],
  );
  const cells = useMemo(
    () => ({ shown, hidden, per_line, detail_height, template, cell }),
    [names, hidden.length, per_line, detail_height, template, cell],
  );

  const toggle = useCallback((index: number, want?: boolean) => {
    set_opened((old) => {
      const is = old.includes(index);
      if (want === is) return old;
      return is ? old.filter((one) => one !== index) : [...old, index].sort((a, b) => a - b);
    });
  }, []);

  const move = useCallback(
    (to: number) => {
      const index = clamp(to, 0, Math.max(0, source.rows - 1));
      set_header(undefined);
      set_active(index);
      view.show_row(index);
      say(t('ui.grid.row_of', { row: index + 1, rows: source.rows }), 400);
    },
    [source.rows, view.show_row, t],
  );

  const { on_active } = props;
  const active_row = pages.row(active);
  useEffect(() => on_active?.(active_row, active), [active_row, active, on_active]);

  useImperativeHandle(
    handle,
    () => ({
      focus: () => view.box.current?.focus(),
      go_to: (row, at_top) => {
        move(row);
        if (at_top) view.show_row_at_top(clamp(row, 0, source.rows - 1));
      },
      active: () => active,
      refresh: () => {
        pages.clear();
        view.redraw();
        pages.need(first, last, 1);
      },
    }),
    [move, view.show_row_at_top, active, source.rows, first, last],
  );

  const typed = useRef({ text: '', at: 0 });
  const type_ahead = (letter: string) => {
    if (!props.find) return false;
    const now = Date.now();
    typed.current = { text: now - typed.current.at > 1000 ? letter : typed.current.text + letter, at: now };
    const { text } = typed.current;
    void props.find(text).then((index) => {
      if (index !== undefined && typed.current.text === text) {
        move(index);
        view.show_row_at_top(index);
      }
    });
    return true;
  };

  const act = (action: string | undefined): boolean => {
    const screen = Math.max(1, Math.floor(layout.view / row_height) - 1);
    if (header !== undefined && sorting) {
      if (action === 'row_down') {
        set_header(undefined);
        return true;
      }
      if (action === 'expand') {
        set_header(Math.min(shown.length - 1, header + 1));
        return true;
      }
      if (action === 'collapse') {
        set_header(Math.max(0, header - 1));
        return true;
      }
      if (action === 'open') {
        if (shown[header]?.sortable) sorting.change(shown[header].name);
        return true;
      }
    }
    switch (action) {
      case 'row_down':
        move(active + 1);
        return true;
      case 'row_up':
        if (active === 0 && sorting) set_header(0);
        else move(active - 1);
        return true;
      case 'page_down':
        move(active + screen);
        return true;
      case 'page_up':
        move(active - screen);
        return true;
      case 'first':
        move(0);
        return true;
      case 'last':
        move(source.rows - 1);
        return true;
      case 'expand':
        if (hidden.length) toggle(active, true);
        return true;
      case 'collapse':
        toggle(active, false);
        return true;
      case 'expand_all':
        set_opened((old) => (old.length ? [] : Array.from({ length: last - first + 1 }, (_, i) => first + i)));
        return true;
      case 'open':
        if (active_row !== undefined) props.on_open?.(active_row, active);
        return true;
      default:
        return false;
    }
  };

  const on_key = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const name = key_name(event.nativeEvent);
    if (name === null) return;
    let action = action_of(name, ['list']);
    if (props.letters) action = action_of(name, ['letters']) ?? action;
    const plain = name.length === 1 && name !== ' ';
    if (act(action) || (plain && name !== '?' && type_ahead(event.key))) event.preventDefault();
  };

  const count = last - first + 1;
  const slots = Math.ceil(layout.view / row_height) + 14;
  const rows: ReactNode[] = [];
  for (let slot = 0; slot < count; slot++) {
    const index = first + slot;
    rows.push(
      <GridRow
        key={index % slots}
        id={`${id}r${index}`}
        index={index}
        row={pages.row(index)}
        failed={pages.has_failed(index)}
        top={top_of(layout, index) + view.shift}
        cells={cells as never}
        open={layout.opened.includes(index)}
        active={index === active && header === undefined}
        blocked={pages.row(index) !== undefined && props.tone?.(pages.row(index)!) === 'blocked'}
        toggle={toggle}
        choose={move}
        enter={props.on_open as never}
        retry={() => pages.retry()}
      />,
    );
  }
  const descendant =
    header !== undefined
      ? `${id}h${header}`
      : active >= first && active <= last && source.rows
        ? `${id}r${active}`
        : undefined;
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
        aria-colcount={columns.length + 1}
        aria-activedescendant={descendant}
        onKeyDown={on_key}
        onScroll={view.on_scroll}
        style={{ scrollPaddingTop: head_height }}
      >
        <GridHead
          id={id}
          columns={shown}
          plus={hidden.length > 0}
          template={template}
          sorting={sorting}
          active={header}
        />
        <div
          role="rowgroup"
          className={styles.body}
          style={{ height: scroll_height(layout), minWidth: width ? undefined : 0 }}
        >
          {rows}
        </div>
      </div>
      {source.rows === 0 && props.empty ? <div className={styles.empty}>{props.empty}</div> : null}
    </div>
  );
}

export const Grid = forwardRef(GridInner) as <Row>(
  props: GridProps<Row> & { ref?: React.Ref<GridHandle> },
) => ReactNode;
export { page_size };
