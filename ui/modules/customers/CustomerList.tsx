// The list of all customers (Suchliste): a million rows, typing on it jumps, the filter narrows, Enter opens, Space
// marks.
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CustomerRow } from '../../api/types.ts';
import { ColumnChoice } from '../../parts/grid/ColumnChoice.tsx';
import { GoTo } from '../../parts/grid/GoTo.tsx';
import { Grid, type GridHandle, type Marking } from '../../parts/grid/Grid.tsx';
import { no_marks } from '../../parts/grid/marks.ts';
import { useView } from '../../parts/grid/useView.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useText } from '../../shell/language.tsx';
import { useSettings } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { words_of } from '../../shell/words_of.ts';
import { list_tone, useListCell, useListColumns } from './list_columns.tsx';
import { place_of, type ListQuestion } from './list_source.ts';
import { ListHead, NothingFound } from './ListHead.tsx';
import { ListPreview } from './ListPreview.tsx';
import { MarkedBar } from './MarkedBar.tsx';
import { useListAddress, useRememberedRow, useShown } from './useList.ts';
import styles from './CustomerList.module.css';

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

function Failed({ reason, retry }: { reason: unknown; retry: () => void }) {
  const t = useText();
  return (
    <div className="page-head" role="alert">
      {words_of(reason, t)} <ToolButton text={t('ui.retry')} on_press={retry} />
    </div>
  );
}

export function CustomerList() {
  const t = useText();
  const navigate = useNavigate();
  const { settings } = useSettings();
  const { question, row, put, sort } = useListAddress();
  const { shown, source, failed, retry } = useShown(question);
  const { choice, choose, sizing } = useView('customers');
  const columns = useListColumns();
  const cell = useListCell();
  const marking = useMarking(question);
  const find = useFind(question);
  const at = useActive(put);
  const grid = useRef<GridHandle>(null);
  const box = useRef<HTMLInputElement>(null);
  const [layer, set_layer] = useState<'columns' | 'go_to'>();
  const [hidden, set_hidden] = useState(0);
  const open = useCallback(
    ({ id }: CustomerRow) => void navigate({ to: '/customers/$id', params: { id: String(id) } }),
    [navigate],
  );
  const close = () => set_layer(undefined);
  const to_list = () => grid.current?.focus();
  const show_columns = () => set_layer('columns');
  const clear = () => {
    put({ filter: undefined });
    box.current?.focus();
  };
  const go = (to: number) => {
    grid.current?.go_to(to);
    to_list();
  };
  useKeys({
    columns: show_columns,
    go_to: () => set_layer('go_to'),
    filter: () => box.current?.select(),
    preview: at.toggle_preview,
  });
  useEffect(() => {
    document.title = `${t('ui.place.customers')} – Kartei`;
  }, [t]);
  const ready = shown !== undefined;
  useEffect(() => {
    if (ready && document.activeElement !== box.current) grid.current?.focus();
  }, [ready]);
  return (
    <div className="page">
      <ListHead {...{ box, question, shown, hidden, put, to_list }} on_columns={show_columns} />
      {failed ? <Failed reason={failed} retry={retry} /> : null}
      <MarkedBar marks={marking.marks} rows={source.rows} change={marking.change} />
      <div className={styles.beside}>
        {shown ? (
          <Grid
            ref={grid}
            caption={t('ui.place.customers')}
            {...{ columns, choice, source, find, cell, sizing, marking }}
            empty={<NothingFound text={question.filter} on_clear={clear} />}
            first_page={shown.first}
            tone={list_tone}
            on_open={open}
            on_active={at.on_active}
            letters={settings.letters_on}
            on_hidden={set_hidden}
            start_at={row}
            sorting={{ column: shown.question.order, direction: shown.question.direction, change: sort }}
          />
        ) : null}
        {at.previewing && shown ? <ListPreview row={at.row} on_open={open} /> : null}
      </div>
      {layer === 'columns' ? (
        <ColumnChoice columns={columns} choice={choice} on_choose={choose} on_close={close} />
      ) : null}
      {layer === 'go_to' ? (
        <GoTo rows={source.rows} by_text={t('ui.go_to.matchcode')} find={find} on_go={go} on_close={close} />
      ) : null}
    </div>
  );
}
