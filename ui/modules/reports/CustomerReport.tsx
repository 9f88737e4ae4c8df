// Report "customers": choose events, choose the type, make the list. Rows at once, totals later, exports as jobs.
// Filter and type stand in the address.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { GridHandle } from '../../parts/grid/Grid.tsx';
import { ListScreen } from '../../lists/ListScreen.tsx';
import { ListTotals } from '../../lists/ListTotals.tsx';
import { useOpenRow } from '../../lists/cells.tsx';
import { useReport, with_width } from '../../lists/reports.ts';
import { same_question, useRun } from '../../lists/useRun.ts';
import { useText } from '../../shell/language.tsx';
import {
  as_body,
  from_search,
  has_choice,
  is_report_type,
  is_seat_type,
  to_search,
  type EventFilter,
} from './filter.ts';
import { ReportQuestion } from './ReportQuestion.tsx';
import { useCustomerCell } from './useCustomerCell.ts';
import { is_searching } from '../../shell/useFirstFocus.ts';
import styles from './CustomerReport.module.css';

function useAddress() {
  const navigate = useNavigate();
  const search = useSearch({ from: '/reports/customers' });
  const filter = useMemo(() => from_search(search), [search]);
  const type = is_report_type(search.type) ? search.type : 'sold';
  const put = useCallback(
    (next: EventFilter, next_type: string, made?: boolean) => {
      const kept = { ...to_search(next), type: next_type === 'sold' ? undefined : next_type, made };
      void navigate({ to: '/reports/customers', search: kept, replace: true });
    },
    [navigate],
  );
  return { filter, type, made: search.made, put };
}

const asked = (type: string, filter: EventFilter) => ({ report: 'customers', type, filter: as_body(filter) });

export function CustomerReport() {
  const t = useText();
  const { filter, type, made, put } = useAddress();
  const grid = useRef<GridHandle>(null);
  const page = useRef<HTMLDivElement>(null);
  const report = useReport('customers');
  const { run, totals, source, make, making, refusal, stop } = useRun();
  const cell = useCustomerCell();
  const open = useOpenRow();
  const columns = useMemo(() => (run?.columns ?? []).map(with_width), [run?.columns]);
  const to_filter = () => page.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  const generate = () => {
    put(filter, type, true);
    void make(asked(type, filter));
  };
  useEffect(() => {
    if (made && has_choice(filter)) void make(asked(type, filter));
    else to_filter();
  }, []); // once: what the address says when the screen opens
  useEffect(() => {
    if (run?.id !== undefined && !is_searching()) grid.current?.focus();
  }, [run?.id]);
  const seats = run && is_seat_type(run.type);
  return (
    <ListScreen
      title={t('ui.place.report_customers')}
      view="report_customers"
      grid={grid}
      filter={
        <ReportQuestion
          page={page}
          filter={filter}
          type={type}
          on_filter={(next) => put(next, type, made)}
          on_type={(next) => put(filter, next, made)}
          on_make={generate}
          making={making}
          on_stop={stop}
          outdated={run !== undefined && run.asked !== same_question(asked(type, filter))}
        />
      }
      start={<p className={`quiet ${styles.start}`}>{t('ui.report.start')}</p>}
      list={run && { columns, source, cell, first_page: run.rows, on_open: open, empty: <p>{t('ui.report.empty')}</p> }}
      totals={
        run ? (
          <ListTotals
            totals={totals}
            shown={run.rows.length}
            more={
              <span className="quiet" title={run.words}>
                {t('ui.report.events', { count: run.events ?? 0 })}
              </span>
            }
          />
        ) : null
      }
      failed={refusal}
      on_generate={generate}
      on_filter={to_filter}
      run={run && (() => Promise.resolve(run.id))}
      of_customers={run?.rows.some((row) => row._customer)}
      may_export={report?.may_export}
      may_print={report?.may_print}
      print_ways={
        seats
          ? [
              { text: t('ui.report.print_name'), query: { order: 'name' } },
              { text: t('ui.report.print_seat'), query: { order: 'seat' } },
            ]
          : undefined
      }
    />
  );
}
