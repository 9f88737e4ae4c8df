// The charts beside the lists of trips: months of statistics, a tree of the company view, the largest of the turnover.
import type { ReportRow } from '../../api/types.ts';
import { BarsChart, MonthsChart, type Bar } from '../../parts/Chart.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { largest, tree_of, years_of } from './chart_rows.ts';

export function StatisticsChart({ rows }: { rows: readonly ReportRow[] }) {
  const t = useText();
  const language = useLanguage();
  return (
    <>
      {(['departure', 'booking'] as const).map((by) => (
        <MonthsChart
          key={by}
          caption={t(`ui.chart.months_${by}`)}
          years={years_of(rows, by)}
          nothing={t('ui.chart.nothing')}
          language={language}
        />
      ))}
    </>
  );
}

function Bars({ caption, bars }: { caption: string; bars: readonly Bar[] }) {
  const language = useLanguage();
  return <BarsChart {...{ caption, bars, language }} />;
}

export function TurnoverChart({ rows }: { rows: readonly ReportRow[] }) {
  const t = useText();
  const bars = largest(rows, t('ui.chart.without_key'));
  return <Bars caption={t('ui.chart.largest', { count: bars.length })} bars={bars} />;
}

export function CompanyChart({ rows }: { rows: readonly ReportRow[] }) {
  return <Bars caption={useText()('ui.chart.with_below')} bars={tree_of(rows)} />;
}
