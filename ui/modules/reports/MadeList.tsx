// The list itself with its totals, and the layers over it.
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, type Ref } from 'react';
import type { ReportRow, Totals } from '../../api/types.ts';
import { ColumnChoice } from '../../parts/grid/ColumnChoice.tsx';
import { width_of, type Column } from '../../parts/grid/columns.ts';
import { GoTo } from '../../parts/grid/GoTo.tsx';
import { Grid, type GridHandle } from '../../parts/grid/Grid.tsx';
import type { Source } from '../../parts/grid/pages.ts';
import { useView } from '../../parts/grid/useView.ts';
import { is_web_address, show_value } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay, useSession, useSettings } from '../../shell/session.tsx';
import { useCodeWords } from '../../forms/declared.ts';
import { ExportDialog } from './ExportDialog.tsx';
import type { ReportType } from './filter.ts';
import type { Layer } from './ReportHead.tsx';
import { ReportTotals } from './ReportTotals.tsx';
import type { MadeRun } from './useRun.ts';

interface Props {
  grid: React.RefObject<GridHandle | null>;
  run: MadeRun;
  totals?: Totals;
  source: Source<ReportRow>;
  on_hidden: (count: number) => void;
  layer?: Layer;
  on_layer: (layer: Layer | undefined) => void;
}

/// Opens beside the list. Not a stop of the Tab key: the grid is one, and its rows are many.
function Link({ address }: { address: string }) {
  return (
    <a
      href={address}
      target="_blank"
      rel="noopener noreferrer"
      tabIndex={-1}
      onDoubleClick={(e) => e.stopPropagation()}
    >
      {address}
    </a>
  );
}

function useCells() {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const words = useCodeWords();
  return useCallback(
    (row: ReportRow, { name, kind, values }: Column) => {
      const how = { language, zone: house?.time_zone, yes: t('ui.yes'), no: t('ui.no') };
      const value = row[name];
      if ((name === 'category' || name === 'language') && value) return words(name, String(value));
      if (kind === 'link' && is_web_address(value)) return <Link address={value} />;
      return values?.[String(value)] ?? show_value(value, kind, how);
    },
    [language, house, t, words],
  );
}

export function MadeList({ grid, run, totals, source, on_hidden, layer, on_layer }: Props) {
  const t = useText();
  const may = useMay();
  const navigate = useNavigate();
  const { settings } = useSettings();
  const { choice, choose } = useView('report_customers');
  const cell = useCells();
  const columns = useMemo<Column[]>(
    () => run.columns.map((column) => ({ ...column, width: width_of(column.kind, column.caption) })),
    [run],
  );
  const open = useCallback(
    ({ _customer }: ReportRow) => {
      if (!_customer || !may('customers.read')) return;
      void navigate({ to: '/customers/$id', params: { id: String(_customer) } });
    },
    [navigate, may],
  );
  const close = () => on_layer(undefined);
  const go = (row: number) => {
    grid.current?.go_to(row);
    grid.current?.focus();
  };
  return (
    <>
      <Grid
        ref={grid as Ref<GridHandle>}
        caption={t('ui.report.caption', { type: t(`ui.report.type.${run.type as ReportType}`) })}
        columns={columns}
        choice={choice}
        source={source}
        first_page={run.rows}
        cell={cell}
        on_open={open}
        letters={settings.letters_on}
        on_hidden={on_hidden}
        empty={<p>{t('ui.report.empty')}</p>}
      />
      <ReportTotals totals={totals} run={run} />
      {layer === 'columns' ? (
        <ColumnChoice columns={columns} choice={choice} on_choose={choose} on_close={close} />
      ) : null}
      {layer === 'export' ? <ExportDialog run={run.id} columns={columns.length} on_close={close} /> : null}
      {layer === 'go_to' ? <GoTo rows={source.rows} on_go={go} on_close={close} /> : null}
    </>
  );
}
