// The list of all customers (Suchliste): a million rows, typing on it jumps, the filter narrows, Enter opens, Space
// marks.
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CustomerRow } from '../../api/types.ts';
import type { GridHandle, Marking } from '../../parts/grid/Grid.tsx';
import { no_marks } from '../../parts/grid/marks.ts';
import { ListScreen } from '../../lists/ListScreen.tsx';
import { useReport } from '../../lists/reports.ts';
import { useText } from '../../shell/language.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { list_tone, useListCell, useListColumns } from './list_columns.tsx';
import { place_of, run_of, type ListQuestion } from './list_source.ts';
import { ListHead, NothingFound } from './ListHead.tsx';
import { ListPreview } from './ListPreview.tsx';
import { MarkedBar } from './MarkedBar.tsx';
import { useCustomerMenu } from './useCustomerMenu.ts';
import { useImportedHistoryKey } from './useImportedHistory.ts';
import { useListAddress, useRememberedRow, useShown } from './useList.ts';

const id_of = ({ id }: CustomerRow) => id;

/// Marks hold for one question; another filter begins anew.
function useMarking({ filter, hidden }: ListQuestion): Marking<CustomerRow> {
  const [marks, set_marks] = useState(no_marks);
  useEffect(() => set_marks(no_marks), [filter, hidden]);
  return useMemo(() => ({ id: id_of, marks, change: set_marks }), [marks]);
}

/// The first row at or after a text, where the list is in the order of names.
function useFind(question: ListQuestion) {
  const by_name = question.order === 'name' && question.direction === 'asc';
  return useCallback(
    (text: string) => (by_name ? place_of(question, text) : Promise.resolve(undefined)),
    [by_name, question],
  );
}

const is_wide = () => window.matchMedia('(min-width: 1440px)').matches;

/// The row under the cursor: remembered in the address, shown in the preview.
function useActive(put: Parameters<typeof useRememberedRow>[0]) {
  const remember = useRememberedRow(put);
  const [row, set_row] = useState<CustomerRow>();
  const [previewing, set_previewing] = useState(is_wide);
  const on_active = useCallback(
    (active: CustomerRow | undefined, index: number) => {
      set_row(active);
      remember(active, index);
    },
    [remember],
  );
  return { row, on_active, previewing, toggle_preview: () => set_previewing((old) => !old) };
}

export function CustomerList() {
  const t = useText();
  const navigate = useNavigate();
  const { question, row, put, sort } = useListAddress();
  const { shown, source, failed, retry } = useShown(question);
  const report = useReport('register');
  const columns = useListColumns(report);
  const cell = useListCell();
  const menu = useCustomerMenu();
  const marking = useMarking(question);
  const find = useFind(question);
  const at = useActive(put);
  const grid = useRef<GridHandle>(null);
  const box = useRef<HTMLInputElement>(null);
  const open = useCallback(
    ({ id }: CustomerRow) => void navigate({ to: '/customers/$id', params: { id: String(id) } }),
    [navigate],
  );
  const to_list = () => grid.current?.focus();
  const clear = () => {
    put({ filter: undefined });
    box.current?.focus();
  };
  useKeys({ preview: at.toggle_preview });
  useImportedHistoryKey(Number(at.row?.number));
  const ready = shown !== undefined && report !== undefined;
  useEffect(() => {
    if (ready && document.activeElement !== box.current) grid.current?.focus();
  }, [ready]);
  return (
    <ListScreen
      title={t('ui.place.customers')}
      view="customers"
      grid={grid}
      head={<ListHead {...{ box, question, shown, put, to_list }} />}
      above={<MarkedBar marks={marking.marks} rows={source.rows} change={marking.change} />}
      list={
        ready
          ? {
              ...{ columns, source, find, cell, marking, menu },
              empty: <NothingFound text={question.filter} on_clear={clear} />,
              first_page: shown.first,
              tone: list_tone,
              on_open: open,
              on_active: at.on_active,
              start_at: row,
              sorting: { column: shown.question.order, direction: shown.question.direction, change: sort },
            }
          : undefined
      }
      beside={at.previewing ? <ListPreview row={at.row} on_open={open} /> : null}
      failed={failed}
      on_retry={retry}
      on_filter={() => box.current?.select()}
      run={() => run_of(question, marking.marks)}
      of_customers
      may_export={report?.may_export}
      may_print={report?.may_print}
      go_to_text={t('ui.go_to.matchcode')}
    />
  );
}
