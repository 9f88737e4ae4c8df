// The screen of any report of the program: its filter as a form and in the address, its rows, sums, files and printed
// sheets. A module adds fields of its own and what holds where nothing was chosen.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import type { ReportRow, ReportRun } from '../api/types.ts';
import { useText } from '../shell/language.tsx';
import type { GridHandle } from '../parts/grid/Grid.tsx';
import { useOpenRow, useReportCell } from './cells.tsx';
import { as_filter, search_of, type FilterSearch } from './filter.ts';
import { FilterForm, is_beside_fields, type OwnFields } from './FilterForm.tsx';
import { ToolButton } from '../parts/ToolButton.tsx';
import styles from './FilterForm.module.css';
import { ListScreen } from './ListScreen.tsx';
import { ListTotals } from './ListTotals.tsx';
import { useReport, with_width, type Report } from './reports.ts';
import { useRun } from './useRun.ts';
import { is_searching } from '../shell/useFirstFocus.ts';

interface Props {
  report: string;
  title?: string;
  fields?: OwnFields;
  /// By option, where the address says nothing.
  standard?: FilterSearch;
  /// What is said where a list is empty, without and with a filter.
  empty?: { whole: string; narrowed: string };
  /// Beside the title, once there is a list.
  head?: (run: ReportRun) => ReactNode;
  /// What stands beside the table, and who hears of the row under the cursor.
  beside?: ReactNode;
  on_active?: (row: ReportRow | undefined, index: number) => void;
  /// Drawn beside the table from its first rows.
  chart?: (rows: readonly ReportRow[]) => ReactNode;
  /// Said in the place of the list while nothing was chosen: without a choice there is none.
  start?: string;
  /// Choices that are one press away, above the form.
  quick?: readonly QuickChoice[];
  /// What a row leads to instead of its customer: another question.
  leads_to?: (row: ReportRow, asked: FilterSearch) => FilterSearch | undefined;
  /// What is opened by a row, where that is not its booking or its customer.
  on_open?: (row: ReportRow) => void;
  /// A word about what the list leaves out.
  note?: string;
}

export interface QuickChoice {
  text: string;
  search: FilterSearch;
}

const nothing: FilterSearch = {};

function useAddress() {
  const navigate = useNavigate();
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const search = useMemo(() => search_of(raw), [JSON.stringify(raw)]);
  const put = useCallback(
    (next: FilterSearch) => void navigate({ to: '.', search: next as never, replace: true }),
    [navigate],
  );
  return { search, put };
}

export function ReportScreen(props: Props) {
  const report = useReport(props.report);
  return report ? <Declared {...props} declared={report} /> : null;
}

/// The chosen type, or the first; none in reports that have none.
const type_of = (declared: Report, search: FilterSearch) =>
  declared.types.find((one) => one.name === search.type)?.name ?? declared.types[0]?.name;

function TypeChoice({
  types,
  type,
  choose,
}: {
  types: Report['types'];
  type: string | undefined;
  choose: (type: string) => void;
}) {
  const t = useText();
  return (
    <fieldset className={styles.types}>
      <legend className="hidden">{t('ui.lists.type')}</legend>
      {types.map((one) => (
        <label key={one.name} className="row">
          <input type="radio" name="report-type" checked={one.name === type} onChange={() => choose(one.name)} />
          <span>{one.caption}</span>
        </label>
      ))}
    </fieldset>
  );
}

function QuickChoices({
  choices,
  choose,
}: {
  choices: readonly QuickChoice[];
  choose: (search: FilterSearch) => void;
}) {
  return (
    <div className="row" data-area="quick">
      {choices.map((one) => (
        <ToolButton key={one.text} text={one.text} on_press={() => choose(one.search)} />
      ))}
    </div>
  );
}

/// The list that the address asks for, made anew whenever that changes, and where the cursor stands then.
function useAsked(declared: Report, { report, standard = nothing, start }: Props) {
  const { search, put } = useAddress();
  const { run, totals, source, make, refusal } = useRun({ keep: true });
  const form = useRef<HTMLFormElement>(null);
  const grid = useRef<GridHandle>(null);
  const has_choice = Object.keys(search).some((option) => option !== 'type');
  const type = type_of(declared, search);
  const columns = useMemo(() => (run?.columns ?? []).map(with_width), [run?.columns]);
  const waits = start !== undefined && !has_choice;
  const shown = waits ? undefined : run;
  const ask = useCallback(() => {
    if (!waits) void make({ report, type, filter: as_filter(declared.filters, search, standard) });
  }, [make, report, declared, search, standard, type, waits]);
  useEffect(ask, [ask]);
  useEffect(() => {
    if (run?.id !== undefined && !is_searching()) grid.current?.focus();
  }, [run?.id]);
  useEffect(() => {
    if (waits) form.current?.querySelector<HTMLElement>('input, select')?.focus();
  }, [waits]);
  useEffect(() => {
    if (refusal) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusal]);
  return { search, put, shown, columns, totals, source, refusal, form, grid, type, ask };
}

function Declared({ declared, ...props }: Props & { declared: Report }) {
  const { report, title, fields, standard = nothing, empty, on_active, start } = props;
  const t = useText();
  const asked = useAsked(declared, props);
  const { search, put, shown, columns, totals, source, refusal, form, grid, type, ask } = asked;
  const said = shown ? props.note : start;
  const cell = useReportCell();
  const open_customer = useOpenRow();
  const lead = (row: ReportRow) => {
    const next = props.leads_to?.(row, search);
    if (next) put(next);
    else (props.on_open ?? open_customer)(row);
  };
  const search_for = (next: FilterSearch) => (JSON.stringify(next) === JSON.stringify(search) ? ask() : put(next));
  const words = Object.keys(search).length ? empty?.narrowed : empty?.whole;
  return (
    <ListScreen
      title={title ?? declared.caption}
      view={report}
      head={shown && props.head?.(shown)}
      grid={grid}
      filter={
        <>
          {props.quick?.length ? (
            <QuickChoices choices={props.quick} choose={(next) => put({ ...next, type: search.type })} />
          ) : null}
          {declared.types.length ? (
            <TypeChoice types={declared.types} type={type} choose={(next) => put({ ...search, type: next })} />
          ) : null}
          <FilterForm
            {...{ form, search, standard, fields }}
            label={title ?? declared.caption}
            filters={declared.filters}
            failed={refusal}
            on_search={(next) => search_for(search.type ? { ...next, type: search.type } : next)}
          />
          {said ? <p className="quiet">{said}</p> : null}
        </>
      }
      list={
        shown && {
          columns,
          source,
          cell,
          first_page: shown.rows,
          on_open: lead,
          on_active,
          empty: <p>{words ?? t('ui.result.nothing')}</p>,
        }
      }
      beside={
        props.chart && shown?.rows.length ? (
          <div className={styles.charts} role="region" tabIndex={0} aria-label={t('ui.lists.chart')}>
            {props.chart(shown.rows)}
          </div>
        ) : (
          props.beside
        )
      }
      halves={Boolean(props.chart && shown?.rows.length)}
      totals={shown ? <ListTotals totals={totals} shown={shown.rows.length} /> : null}
      failed={refusal && !is_beside_fields(refusal) ? refusal : undefined}
      on_retry={ask}
      on_generate={() => form.current?.requestSubmit()}
      on_filter={() => form.current?.querySelector('input')?.select()}
      run={shown && (() => Promise.resolve(shown.id))}
      of_customers={shown?.rows.some((row) => row._customer)}
      may_export={declared.may_export}
      may_print={declared.may_print}
    />
  );
}
