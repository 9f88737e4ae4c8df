// The list of all customers (Suchliste): a million rows, typing on it jumps, the filter narrows, Enter opens.
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CustomerRow } from '../../api/types.ts';
import { ColumnChoice } from '../../parts/grid/ColumnChoice.tsx';
import { GoTo } from '../../parts/grid/GoTo.tsx';
import { Grid, type GridHandle } from '../../parts/grid/Grid.tsx';
import { useView } from '../../parts/grid/useView.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useText } from '../../shell/language.tsx';
import { useSettings } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { words_of } from '../../shell/words_of.ts';
import { list_tone, useListCell, useListColumns } from './list_columns.tsx';
import { place_of } from './list_source.ts';
import { ListHead, NothingFound } from './ListHead.tsx';
import { useListAddress, useRememberedRow, useShown } from './useList.ts';

export function CustomerList() {
  const t = useText();
  const navigate = useNavigate();
  const { settings } = useSettings();
  const { question, row, put, sort } = useListAddress();
  const { shown, source, failed, retry } = useShown(question);
  const { choice, choose } = useView('customers');
  const columns = useListColumns();
  const cell = useListCell();
  const remember = useRememberedRow(put);
  const grid = useRef<GridHandle>(null);
  const box = useRef<HTMLInputElement>(null);
  const [layer, set_layer] = useState<'columns' | 'go_to'>();
  const [hidden, set_hidden] = useState(0);
  const by_name = question.order === 'name' && question.direction === 'asc';
  const find = useCallback(
    (text: string) => (by_name ? place_of(question, text) : Promise.resolve(undefined)),
    [by_name, question],
  );
  const open = useCallback(
    ({ id }: CustomerRow) => void navigate({ to: '/customers/$id', params: { id: String(id) } }),
    [navigate],
  );
  const close = () => set_layer(undefined);
  const to_list = () => grid.current?.focus();

  useKeys({
    columns: () => set_layer('columns'),
    go_to: () => set_layer('go_to'),
    filter: () => box.current?.select(),
  });
  useEffect(() => {
    document.title = `${t('ui.place.customers')} – Kartei`;
  }, [t]);
  const ready = shown !== undefined;
  useEffect(() => {
    if (ready && document.activeElement !== box.current) grid.current?.focus();
  }, [ready]);

  const empty = (
    <NothingFound
      text={question.filter}
      on_clear={() => {
        put({ filter: undefined });
        box.current?.focus();
      }}
    />
  );
  return (
    <div className="page">
      <ListHead {...{ box, question, shown, hidden, put, to_list }} on_columns={() => set_layer('columns')} />
      {failed ? (
        <div className="page-head" role="alert">
          {words_of(failed, t)} <ToolButton text={t('ui.retry')} on_press={retry} />
        </div>
      ) : null}
      {shown ? (
        <Grid
          ref={grid}
          caption={t('ui.place.customers')}
          {...{ columns, choice, source, find, empty }}
          first_page={shown.first}
          cell={cell}
          tone={list_tone}
          on_open={open}
          on_active={remember}
          letters={settings.letters_on}
          on_hidden={set_hidden}
          start_at={row}
          sorting={{ column: shown.question.order, direction: shown.question.direction, change: sort }}
        />
      ) : null}
      {layer === 'columns' ? (
        <ColumnChoice columns={columns} choice={choice} on_choose={choose} on_close={close} />
      ) : null}
      {layer === 'go_to' ? (
        <GoTo
          rows={source.rows}
          by_text={t('ui.go_to.matchcode')}
          find={find}
          on_go={(to) => {
            grid.current?.go_to(to);
            to_list();
          }}
          on_close={close}
        />
      ) : null}
    </div>
  );
}
