// What the search form found, with the columns of a result list; blocked customers red and in words (J-195), similar
// names marked.
import { forwardRef, useCallback, useMemo, useState, type ReactNode } from 'react';
import type { CustomerRow, SearchHit } from '../../api/types.ts';
import type { Column } from '../../parts/grid/columns.ts';
import { Grid, type GridHandle } from '../../parts/grid/Grid.tsx';
import { page_size, type Source } from '../../parts/grid/pages.ts';
import { useView } from '../../parts/grid/useView.ts';
import type { MenuEntry } from '../../parts/MoreMenu.tsx';
import { useReport } from '../../lists/reports.ts';
import { useText } from '../../shell/language.tsx';
import { list_tone, useListCell, useListColumns } from '../customers/list_columns.tsx';
import { sorted_by } from './criteria.ts';
import type { FormFound } from './useFormSearch.ts';

const left_out = ['country', 'changed_at'];

/// A hit in the shape of a row of the register.
export function row_of(hit: SearchHit): CustomerRow {
  const { blocked, ...rest } = hit;
  return { ...rest, kind: hit.customer_kind ?? 'private', booking_block: Boolean(blocked) } as unknown as CustomerRow;
}

export function useResultColumns(): Column[] {
  const columns = useListColumns(useReport('register'));
  return useMemo(
    () => columns.filter(({ name }) => !left_out.includes(name)).map((column) => ({ ...column, sortable: true })),
    [columns],
  );
}

function useResultCell() {
  const t = useText();
  const cell = useListCell();
  return useCallback(
    (row: CustomerRow, column: Column): ReactNode =>
      column.name === 'name' && row.matched === 'similar' ? (
        <>
          {cell(row, column)} <span className="chip">{t('ui.matched.similar')}</span>
        </>
      ) : (
        cell(row, column)
      ),
    [cell, t],
  );
}

/// Sorted on the spot: there are a hundred rows at most.
function useSorted(found: FormFound) {
  const [sort, set_sort] = useState<{ column: string; direction: 'asc' | 'desc' }>({ column: '', direction: 'asc' });
  const rows = useMemo(() => {
    const { column, direction } = sort;
    if (!column) return found.hits.map(row_of);
    const text = (hit: SearchHit) => row_of(hit)[column] as string;
    return sorted_by(found.hits, text, direction === 'desc').map(row_of);
  }, [found, sort]);
  const source = useMemo<Source<CustomerRow>>(
    () => ({
      key: JSON.stringify([found.question, sort, rows.length]),
      rows: rows.length,
      page: (page) => Promise.resolve(rows.slice(page * page_size, (page + 1) * page_size)),
    }),
    [found.question, sort, rows],
  );
  const change = (column: string) =>
    set_sort((old) => ({ column, direction: old.column === column && old.direction === 'asc' ? 'desc' : 'asc' }));
  return { rows, source, sorting: { ...sort, change } };
}

interface Props {
  found: FormFound;
  on_open: (hit: SearchHit) => void;
  on_active?: (row: CustomerRow | undefined) => void;
  on_hidden?: (count: number) => void;
  letters?: boolean;
  /// What can be done with a customer that was found.
  menu?: (row: CustomerRow) => readonly MenuEntry[];
}

export const ResultList = forwardRef<GridHandle, Props>(function ResultList(props, handle) {
  const { found, on_open, on_active, on_hidden, letters, menu } = props;
  const t = useText();
  const columns = useResultColumns();
  const cell = useResultCell();
  const { choice } = useView('search');
  const { rows, source, sorting } = useSorted(found);
  const open = (row: CustomerRow) => {
    const hit = found.hits.find((one) => one.id === row.id);
    if (hit) on_open(hit);
  };
  return (
    <Grid
      ref={handle}
      caption={t('ui.search.hits')}
      {...{ columns, choice, source, cell, sorting, letters, on_hidden, menu }}
      first_page={rows.slice(0, page_size)}
      tone={list_tone}
      on_open={open}
      on_active={on_active}
      empty={<p>{t('ui.form_search.none')}</p>}
    />
  );
});
