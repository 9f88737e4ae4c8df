// Report "customers": choose events, choose the type, make the list. Rows at once, totals later, exports as jobs.
// Filter and type stand in the address.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { address } from '../../api/client.ts';
import type { GridHandle } from '../../parts/grid/Grid.tsx';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { words_of } from '../../shell/words_of.ts';
import { from_search, has_choice, is_report_type, is_seat_type, to_search, type EventFilter } from './filter.ts';
import { MadeList } from './MadeList.tsx';
import { ReportHead, type Layer } from './ReportHead.tsx';
import { asked, useRun } from './useRun.ts';
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

export function CustomerReport() {
  const t = useText();
  const may = useMay();
  const { filter, type, made, put } = useAddress();
  const grid = useRef<GridHandle>(null);
  const page = useRef<HTMLDivElement>(null);
  const [layer, set_layer] = useState<Layer>();
  const [hidden, set_hidden] = useState(0);
  const { run, totals, source, make, making, refusal, stop } = useRun();
  const to_filter = () => page.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  const generate = () => {
    put(filter, type, true);
    void make(type, filter);
  };
  const print = (order: 'name' | 'seat') => {
    if (run) window.open(address(`/reports/runs/${run.id}/print`, { order }), '_blank', 'noopener');
  };

  useEffect(() => {
    document.title = `${t('ui.place.report_customers')} – Kartei`;
  }, [t]);
  useEffect(() => {
    if (made && has_choice(filter)) void make(type, filter);
    else to_filter();
  }, []); // once: what the address says when the screen opens
  useEffect(() => {
    if (run?.id !== undefined) grid.current?.focus();
  }, [run?.id]);
  useKeys({
    generate,
    columns: run && (() => set_layer('columns')),
    export: run && may('reports.export') ? () => set_layer('export') : undefined,
    go_to: run && (() => set_layer('go_to')),
    filter: to_filter,
    print: run && is_seat_type(run.type) && may('reports.print') ? () => print('name') : undefined,
  });

  return (
    <div className="page" ref={page}>
      <ReportHead
        filter={filter}
        type={type}
        on_filter={(next) => put(next, type, made)}
        on_type={(next) => put(filter, next, made)}
        on_make={generate}
        making={making}
        on_stop={stop}
        outdated={run !== undefined && run.asked !== asked(type, filter)}
        made_type={run?.type}
        hidden={hidden}
        on_layer={set_layer}
        on_print={print}
      />
      {refusal ? (
        <div className={styles.refusal} role="alert">
          {words_of(refusal, t)}
        </div>
      ) : null}
      {run ? (
        <MadeList {...{ grid, run, totals, source, layer }} on_hidden={set_hidden} on_layer={set_layer} />
      ) : (
        <p className={`quiet ${styles.start}`}>{t('ui.report.start')}</p>
      )}
    </div>
  );
}
