// The drawn rows. A row's element is kept for the row that takes its place (key = number modulo slots).
import type { Pages } from './pages.ts';
import { GridRow } from './GridRow.tsx';
import { row_height, type Cells } from './useRows.ts';
import { scroll_height, top_of, type Layout } from './window.ts';
import styles from './Grid.module.css';

interface Props<Row> {
  id: string;
  pages: Pages<Row>;
  cells: Cells<Row>;
  layout: Layout;
  first: number;
  last: number;
  shift: number;
  active: number | undefined;
  tone?: (row: Row) => 'blocked' | undefined;
  toggle: (index: number) => void;
  choose: (index: number) => void;
  enter?: (row: Row, index: number) => void;
  marked?: (row: Row) => boolean;
  mark?: (row: Row) => void;
}

export function GridBody<Row>(props: Props<Row>) {
  const { id, pages, cells, layout, first, last, shift, active, tone } = props;
  const slots = Math.ceil(layout.view / row_height) + 14;
  const numbers = Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => first + place);
  return (
    <div role="rowgroup" className={styles.body} style={{ height: scroll_height(layout) }}>
      {numbers.map((index) => {
        const row = pages.row(index);
        return (
          <GridRow
            key={index % slots}
            id={`${id}r${index}`}
            index={index}
            row={row}
            failed={pages.has_failed(index)}
            top={top_of(layout, index) + shift}
            cells={cells as Cells<unknown>}
            open={layout.opened.includes(index)}
            active={index === active}
            blocked={row !== undefined && tone?.(row) === 'blocked'}
            toggle={props.toggle}
            choose={props.choose}
            marked={props.marked && row !== undefined ? props.marked(row) : undefined}
            mark={props.mark as ((row: unknown) => void) | undefined}
            enter={props.enter as (row: unknown, index: number) => void}
            retry={() => pages.retry()}
          />
        );
      })}
    </div>
  );
}
