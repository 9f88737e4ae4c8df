// The head of a table: captions, and by what it is sorted.
import type { PointerEvent } from 'react';
import type { Column } from './columns.ts';
import { is_right_aligned } from '../format.ts';
import { useText } from '../../shell/language.tsx';
import type { Sorting } from './Grid.tsx';
import styles from './Grid.module.css';

interface Props {
  id: string;
  cells: { shown: readonly Column[]; hidden: readonly Column[]; template: string };
  sorting?: Sorting;
  active?: number;
  /// A width in px; undefined gives the column its own back.
  resize?: (column: string, width: number | undefined) => void;
}

function direction_of(column: Column, sorting: Sorting | undefined) {
  if (!column.sortable || !sorting) return undefined;
  if (sorting.column !== column.name) return 'none';
  return sorting.direction === 'asc' ? 'ascending' : 'descending';
}

/// Drawn with the mouse; a double click gives the column its own width back. By keyboard: Shift with the arrows in the
/// head.
function WidthHandle({ resize }: { resize: (width: number | undefined) => void }) {
  const begin = (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault();
    const handle = event.currentTarget;
    const start = event.clientX - handle.parentElement!.offsetWidth;
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => resize(moved.clientX - start);
    const end = () => handle.removeEventListener('pointermove', move);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', end, { once: true });
    handle.addEventListener('pointercancel', end, { once: true });
  };
  return (
    <span
      className={styles.handle}
      aria-hidden="true"
      onPointerDown={begin}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={() => resize(undefined)}
    />
  );
}

export function GridHead({ id, cells, sorting, active, resize }: Props) {
  const t = useText();
  const { shown, hidden, template } = cells;
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.headrow} style={{ gridTemplateColumns: template }}>
        {hidden.length ? <div role="columnheader" aria-label={t('ui.grid.details')} /> : null}
        {shown.map((column, place) => {
          const sorted = direction_of(column, sorting);
          return (
            <div
              role="columnheader"
              key={column.name}
              id={`${id}h${place}`}
              aria-sort={sorted}
              title={column.caption}
              className={[
                is_right_aligned(column.kind) ? styles.right : '',
                sorted ? styles.sortable : '',
                active === place ? styles.activehead : '',
              ].join(' ')}
              onClick={() => column.sortable && sorting?.change(column.name)}
            >
              {column.caption}
              {sorted && sorted !== 'none' ? (
                <span aria-hidden="true">{sorted === 'ascending' ? ' ▲' : ' ▼'}</span>
              ) : null}
              {resize ? <WidthHandle resize={(width) => resize(column.name, width)} /> : null}
            </div>
          );
        })}
      </div>
    </div>
  );
}
