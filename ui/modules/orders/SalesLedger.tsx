// The sales ledger: a line for each ticket sold and for each that came back, newest first, with what they add up to.
// The filter stands in the address; Enter opens the customer of a line.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ColumnChoice } from '../../parts/grid/ColumnChoice.tsx';
import { GoTo } from '../../parts/grid/GoTo.tsx';
import { Grid, type GridHandle } from '../../parts/grid/Grid.tsx';
import { useView } from '../../parts/grid/useView.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import type { LedgerSearch } from './requests.ts';
import { useSettings } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { words_of } from '../../shell/words_of.ts';
import { useLedgerCell, useLedgerColumns } from './ledger_columns.ts';
import { is_beside_fields, LedgerHead } from './LedgerHead.tsx';
import { LedgerTotals } from './LedgerTotals.tsx';
import { ledger_file, type LedgerLine } from './requests.ts';
import { useLedger } from './useLedger.ts';

function useAddress() {
  const navigate = useNavigate();
  const { from, to, event, order, customer } = useSearch({ from: '/reports/sales' });
  const search = useMemo<LedgerSearch>(() => {
    const all = { from, to, event, order, customer };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  }, [from, to, event, order, customer]);
  const put = useCallback(
    (next: LedgerSearch) => void navigate({ to: '/reports/sales', search: next, replace: true }),
    [navigate],
  );
  return { search, put };
}

/// Fetched by the browser itself: it may be long, and is written while it comes.
function fetch_file(address: string) {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}

export function SalesLedger() {
  const t = useText();
  const language = useLanguage();
  const navigate = useNavigate();
  const { settings } = useSettings();
  const { search, put } = useAddress();
  const { shown, source, totals, failed, again } = useLedger(search);
  const { choice, choose, sizing } = useView('sales');
  const columns = useLedgerColumns();
  const cell = useLedgerCell();
  const grid = useRef<GridHandle>(null);
  const form = useRef<HTMLFormElement>(null);
  const [layer, set_layer] = useState<'columns' | 'go_to'>();
  const [hidden, set_hidden] = useState(0);
  const open = useCallback(
    ({ customer_id }: LedgerLine) => {
      if (customer_id) void navigate({ to: '/customers/$id', params: { id: String(customer_id) } });
    },
    [navigate],
  );
  const close = () => set_layer(undefined);
  const go = (row: number) => {
    grid.current?.go_to(row);
    grid.current?.focus();
  };
  const show_columns = () => set_layer('columns');
  const fetch = () => fetch_file(ledger_file(shown?.search ?? search, language));
  const ask = (next: LedgerSearch) => {
    if (JSON.stringify(next) === JSON.stringify(search)) again();
    else put(next);
  };
  useKeys({
    generate: () => form.current?.requestSubmit(),
    columns: show_columns,
    export: fetch,
    go_to: () => set_layer('go_to'),
    filter: () => form.current?.querySelector('input')?.select(),
  });
  useEffect(() => {
    document.title = `${t('ui.place.sales')} – Kartei`;
  }, [t]);
  useEffect(() => {
    if (shown) grid.current?.focus();
  }, [shown]);
  useEffect(() => {
    if (failed) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [failed]);
  return (
    <div className="page">
      <LedgerHead {...{ form, search, failed, hidden }} on_search={ask} on_columns={show_columns} on_export={fetch} />
      {failed && !is_beside_fields(failed) ? (
        <div className="page-head" role="alert">
          {words_of(failed, t)} <ToolButton text={t('ui.retry')} on_press={again} />
        </div>
      ) : null}
      {shown ? (
        <>
          <Grid
            ref={grid}
            caption={t('ui.place.sales')}
            {...{ columns, choice, source, cell, sizing }}
            first_page={shown.first}
            on_open={open}
            letters={settings.letters_on}
            on_hidden={set_hidden}
            empty={<p>{t(Object.keys(shown.search).length ? 'ui.ledger.none' : 'ui.ledger.empty')}</p>}
          />
          <LedgerTotals totals={totals} />
        </>
      ) : null}
      {layer === 'columns' ? (
        <ColumnChoice columns={columns} choice={choice} on_choose={choose} on_close={close} />
      ) : null}
      {layer === 'go_to' ? <GoTo rows={source.rows} on_go={go} on_close={close} /> : null}
    </div>
  );
}
