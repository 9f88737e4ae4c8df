// One drawn row. Its element is reused for other rows while scrolling, so it keeps nothing of its own.
import { memo } from 'react';
import { useText } from '../../shell/language.tsx';
import { is_right_aligned } from '../format.ts';
import { row_height, type Cells } from './useRows.ts';
import styles from './Grid.module.css';

interface Props {
  id: string;
  index: number;
  row: unknown;
  failed: boolean;
  top: number;
  cells: Cells<unknown>;
  open: boolean;
  active: boolean;
  blocked: boolean;
  toggle: (index: number) => void;
  choose: (index: number) => void;
  enter?: (row: unknown, index: number) => void;
  /// Undefined: rows of this list cannot be marked.
  marked?: boolean;
  mark?: (row: unknown) => void;
  retry: () => void;
}

function same(a: Props, b: Props) {
  return (
    a.row === b.row
    && a.index === b.index
    && a.top === b.top
    && a.cells === b.cells
    && a.open === b.open
    && a.active === b.active
    && a.blocked === b.blocked
    && a.failed === b.failed
    && a.toggle === b.toggle
    && a.choose === b.choose
    && a.enter === b.enter
    && a.marked === b.marked
    && a.id === b.id
  );
}

function Plus({ open, toggle }: { open: boolean; toggle: () => void }) {
  const t = useText();
  return (
    <div role="gridcell" aria-colindex={1} className={styles.pluscell}>
      <button
        type="button"
        tabIndex={-1}
        className={styles.plus}
        aria-expanded={open}
        aria-label={open ? t('ui.grid.close_row') : t('ui.grid.open_row')}
        onClick={toggle}
      >
        <span aria-hidden="true">{open ? '−' : '+'}</span>
      </button>
    </div>
  );
}

/// The columns that did not fit, below the row.
function Details({ row, cells }: { row: unknown; cells: Cells<unknown> }) {
  return (
    <div
      role="gridcell"
      aria-colindex={1}
      aria-colspan={cells.shown.length + 1}
      className={styles.detail}
      style={{ height: cells.detail_height, gridTemplateColumns: `repeat(${cells.per_line}, minmax(0, 1fr))` }}
    >
      {cells.hidden.map((column) => (
        <div key={column.name} className={styles.pair} data-column={column.name}>
          <span className={styles.name}>{column.caption}</span>{' '}
          <span className={styles.value}>{cells.cell(row, column)}</span>
        </div>
      ))}
    </div>
  );
}

export const GridRow = memo(function GridRow(props: Props) {
  const { id, index, row, top, cells, open, active, blocked, failed } = props;
  const t = useText();
  const name = [
    styles.row,
    index % 2 ? styles.odd : '',
    active ? styles.active : '',
    blocked ? styles.blocked : '',
    props.marked ? styles.marked : '',
  ].join(' ');
  const plus = cells.hidden.length > 0;
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={props.marked ?? active}
      data-active={active || undefined}
      data-index={index}
      className={name}
      style={{
        transform: `translateY(${top}px)`,
        height: open && plus ? row_height + cells.detail_height : row_height,
      }}
      onMouseDown={(event) => {
        props.choose(index);
        if ((event.ctrlKey || event.metaKey) && row !== undefined) props.mark?.(row);
      }}
      onDoubleClick={() => row !== undefined && props.enter?.(row, index)}
    >
      <div role="presentation" className={styles.cells} style={{ gridTemplateColumns: cells.template }}>
        {plus ? <Plus open={open} toggle={() => props.toggle(index)} /> : null}
        {cells.shown.map((column, place) => (
          <div
            role="gridcell"
            key={column.name}
            aria-colindex={place + 2}
            data-column={column.name}
            className={is_right_aligned(column.kind) ? styles.right : undefined}
          >
            {place === 0 && props.marked ? <span aria-hidden="true">✓ </span> : null}
            {row !== undefined ? (
              cells.cell(row, column)
            ) : failed && place === 0 ? (
              <button type="button" className="button quiet" tabIndex={-1} onClick={props.retry}>
                {t('ui.retry')}
              </button>
            ) : (
              '…'
            )}
          </div>
        ))}
      </div>
      {open && plus && row !== undefined ? <Details row={row} cells={cells} /> : null}
    </div>
  );
}, same);
