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
import { ListScreen } from './ListScreen.tsx';
import { ListTotals } from './ListTotals.tsx';
import { useReport, with_width, type Report } from './reports.ts';
import { useRun } from './useRun.ts';

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

function Declared({ declared, ...props }: Props & { declared: Report }) {
  const { report, title, fields, standard = nothing, empty, on_active } = props;
  const t = useText();
  const { search, put } = useAddress();
  const { run, totals, source, make, refusal } = useRun({ keep: true });
  const form = useRef<HTMLFormElement>(null);
  const grid = useRef<GridHandle>(null);
  const cell = useReportCell();
  const open = useOpenRow();
  const columns = useMemo(() => (run?.columns ?? []).map(with_width), [run?.columns]);
  const ask = useCallback(
    () => void make({ report, filter: as_filter(declared.filters, search, standard) }),
    [make, report, declared, search, standard],
  );
  useEffect(ask, [ask]);
  useEffect(() => {
    if (run?.id !== undefined) grid.current?.focus();
  }, [run?.id]);
  useEffect(() => {
    if (refusal) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusal]);
  const search_for = (next: FilterSearch) => (JSON.stringify(next) === JSON.stringify(search) ? ask() : put(next));
  const words = Object.keys(search).length ? empty?.narrowed : empty?.whole;
  return (
    <ListScreen
      title={title ?? declared.caption}
      view={report}
      head={run && props.head?.(run)}
      grid={grid}
      filter={
        <FilterForm
          {...{ form, search, standard, fields }}
          label={title ?? declared.caption}
          filters={declared.filters}
          failed={refusal}
          on_search={search_for}
        />
      }
      list={
        run && {
          columns,
          source,
          cell,
          first_page: run.rows,
          on_open: open,
          on_active,
          empty: <p>{words ?? t('ui.result.nothing')}</p>,
        }
      }
      beside={props.beside}
      totals={run ? <ListTotals totals={totals} shown={run.rows.length} /> : null}
      failed={refusal && !is_beside_fields(refusal) ? refusal : undefined}
      on_retry={ask}
      on_generate={() => form.current?.requestSubmit()}
      on_filter={() => form.current?.querySelector('input')?.select()}
      run={run && (() => Promise.resolve(run.id))}
      may_export={declared.may_export}
      may_print={declared.may_print}
    />
  );
}
