// Report "customers": choose events, choose the type, make the list. Rows at once, totals later, exports as jobs.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { address, Refusal } from '../../api/client.ts';
import type { ReportRow } from '../../api/types.ts';
import { ColumnChoice } from '../../parts/grid/ColumnChoice.tsx';
import { width_of, type Column } from '../../parts/grid/columns.ts';
import { GoTo } from '../../parts/grid/GoTo.tsx';
import { Grid, type GridHandle } from '../../parts/grid/Grid.tsx';
import { useView } from '../../parts/grid/useView.ts';
import { show_value } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { shortcuts_of } from '../../shell/keys.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay, useSession, useSettings } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { EventFilterBox, useEventCount } from './EventFilterBox.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import {
  from_search,
  has_choice,
  is_report_type,
  is_seat_type,
  report_types,
  to_search,
  type EventFilter,
  type ReportType,
} from './filter.ts';
import { ReportTotals } from './ReportTotals.tsx';
import { useRun } from './useRun.ts';
import styles from './CustomerReport.module.css';

export function CustomerReport() {
  const t = useText();
  const navigate = useNavigate();
  const language = useLanguage();
  const may = useMay();
  const { house } = useSession();
  const { settings } = useSettings();
  const search = useSearch({ from: '/reports/customers' });
  const filter = useMemo(() => from_search(search), [search]);
  const type: ReportType = is_report_type(search.type) ? search.type : 'sold';
  const grid = useRef<GridHandle>(null);
  const page = useRef<HTMLDivElement>(null);
  const [layer, set_layer] = useState<'columns' | 'export' | 'go_to'>();
  const [hidden, set_hidden] = useState(0);
  const { choice, choose } = useView('report_customers');
  const count = useEventCount(filter);
  const { run, totals, source, make, making, refusal, stop } = useRun();

  const put = useCallback(
    (next: EventFilter, next_type: string, made?: boolean) => {
      void navigate({
        to: '/reports/customers',
        search: { ...to_search(next), type: next_type === 'sold' ? undefined : next_type, made },
        replace: true,
      });
    },
    [navigate],
  );
  const generate = useCallback(async () => {
    put(filter, type, true);
    await make(type, filter);
  }, [put, filter, type, make]);
  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    if (search.made && has_choice(filter)) void make(type, filter);
    else page.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  }, [search.made, filter, type, make]);
  const made = run?.id;
  useEffect(() => {
    if (made !== undefined) grid.current?.focus();
  }, [made]);
  useEffect(() => {
    document.title = `${t('ui.place.report_customers')} – Kartei`;
  }, [t]);

  const columns = useMemo<Column[]>(
    () =>
      (run?.columns ?? []).map((column) => ({
        name: column.name,
        caption: column.caption,
        priority: column.priority,
        kind: column.kind,
        width: width_of(column.kind, column.caption),
        values: column.values,
      })),
    [run],
  );
  const cell = useCallback(
    (row: ReportRow, column: Column) =>
      column.values?.[String(row[column.name])]
      ?? show_value(row[column.name], column.kind, {
        language,
        zone: house?.time_zone,
        yes: t('ui.yes'),
        no: t('ui.no'),
      }),
    [language, house, t],
  );
  const open = useCallback(
    (row: ReportRow) => {
      if (row._customer && may('customers.read'))
        void navigate({ to: '/customers/$id', params: { id: String(row._customer) } });
    },
    [navigate, may],
  );
  const print = useCallback(
    (order: 'name' | 'seat') => {
      if (run) window.open(address(`/reports/runs/${run.id}/print`, { order }), '_blank', 'noopener');
    },
    [run],
  );
  const changed = run && (run.asked_type !== type || run.asked_filter !== JSON.stringify(filter.chosen) + filter.scope);

  useKeys({
    generate: () => void generate(),
    columns: run ? () => set_layer('columns') : undefined,
    export: run && may('reports.export') ? () => set_layer('export') : undefined,
    go_to: run ? () => set_layer('go_to') : undefined,
    filter: () => page.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(),
    print: run && is_seat_type(run.type) && may('reports.print') ? () => print('name') : undefined,
  });

  return (
    <div className="page" ref={page}>
      <div className={styles.head}>
        <h1>{t('ui.place.report_customers')}</h1>
        <EventFilterBox filter={filter} change={(next) => put(next, type, search.made)} />
        <fieldset className={styles.types}>
          <legend className="hidden">{t('ui.report.type')}</legend>
          {report_types.map((one) => (
            <label key={one} className={styles.type} title={t(`ui.report.type.${one}.help`)}>
              <input
                type="radio"
                name="report-type"
                checked={one === type}
                onChange={() => put(filter, one, search.made)}
              />
              <span>{t(`ui.report.type.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <div className="row">
          <button
            type="button"
            className="button primary"
            onClick={() => void generate()}
            aria-keyshortcuts={shortcuts_of('generate')}
          >
            {t('ui.report.make')} <kbd>F10</kbd>
          </button>
          {making ? (
            <>
              <span role="status" className="quiet">
                {t('ui.report.making', { count: count ?? 0 })}
              </span>
              <button type="button" className="button" onClick={stop}>
                {t('ui.cancel')}
              </button>
            </>
          ) : null}
          {changed && !making ? <span className="chip warn">{t('ui.report.changed')}</span> : null}
          <span className="grow" />
          {run ? (
            <>
              {hidden ? (
                <button type="button" className="chip accent button quiet" onClick={() => set_layer('columns')}>
                  {t('ui.columns.hidden', { count: hidden })}
                </button>
              ) : null}
              <button
                type="button"
                className="button"
                onClick={() => set_layer('columns')}
                aria-keyshortcuts={shortcuts_of('columns')}
              >
                <Icon name="columns" />
                {t('ui.columns')} <kbd>Alt+C</kbd>
              </button>
              {is_seat_type(run.type) && may('reports.print') ? (
                <>
                  <button
                    type="button"
                    className="button"
                    onClick={() => print('name')}
                    aria-keyshortcuts={shortcuts_of('print')}
                  >
                    <Icon name="print" />
                    {t('ui.report.print_name')} <kbd>Alt+P</kbd>
                  </button>
                  <button type="button" className="button" onClick={() => print('seat')}>
                    <Icon name="print" />
                    {t('ui.report.print_seat')}
                  </button>
                </>
              ) : null}
              {may('reports.export') ? (
                <button
                  type="button"
                  className="button"
                  onClick={() => set_layer('export')}
                  aria-keyshortcuts={shortcuts_of('export')}
                >
                  <Icon name="download" />
                  {t('ui.export')} <kbd>Alt+X</kbd>
                </button>
              ) : null}
            </>
          ) : null}
        </div>
      </div>
      {refusal ? (
        <div className={styles.refusal} role="alert">
          {refusal instanceof Refusal
            ? [refusal.message, ...(refusal.problem.issues ?? []).map((issue) => issue.message)].join(' ')
            : t('ui.unreachable')}
        </div>
      ) : null}
      {run ? (
        <>
          <Grid
            ref={grid}
            caption={t('ui.report.caption', { type: t(`ui.report.type.${run.type as ReportType}`) })}
            columns={columns}
            choice={choice}
            source={source}
            first_page={run.rows}
            cell={cell}
            on_open={open}
            letters={settings.letters_on}
            on_hidden={set_hidden}
            empty={<p>{t('ui.report.empty')}</p>}
          />
          <ReportTotals totals={totals} run={run} />
        </>
      ) : (
        <div className={styles.start}>
          <p className="quiet">{t('ui.report.start')}</p>
        </div>
      )}
      {layer === 'columns' ? (
        <ColumnChoice columns={columns} choice={choice} on_choose={choose} on_close={() => set_layer(undefined)} />
      ) : null}
      {layer === 'export' && run ? (
        <ExportDialog run={run.id} columns={columns.length} on_close={() => set_layer(undefined)} />
      ) : null}
      {layer === 'go_to' ? (
        <GoTo
          rows={source.rows}
          on_go={(row) => {
            grid.current?.go_to(row);
            grid.current?.focus();
          }}
          on_close={() => set_layer(undefined)}
        />
      ) : null}
    </div>
  );
}
