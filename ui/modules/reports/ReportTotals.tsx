// Rows, customers and tickets under the table; they come after the rows and say so while they are being counted.
import type { ReportRun, Totals } from '../../api/types.ts';
import { TotalsBar } from '../../parts/grid/TotalsBar.tsx';
import { useText } from '../../shell/language.tsx';

export function ReportTotals({ totals, run }: { totals?: Totals; run: ReportRun }) {
  const t = useText();
  const done = totals?.state === 'done';
  return (
    <TotalsBar done={done} label={t('ui.report.totals')}>
      {done ? (
        <>
          <b>{t('ui.report.rows', { count: totals.rows })}</b>
          <span>{t('ui.report.customers', { count: totals.customers })}</span>
          <span>{t('ui.report.tickets', { count: totals.tickets })}</span>
        </>
      ) : (
        <span className="quiet">{t('ui.report.counting', { count: totals?.so_far ?? run.rows.length })}</span>
      )}
      <span className="quiet" title={run.words}>
        {t('ui.report.events', { count: run.events })}
      </span>
    </TotalsBar>
  );
}
