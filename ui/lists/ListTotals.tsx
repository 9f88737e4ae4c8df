// Rows of a list and what they add up to; they come after the rows and say so while they are being counted.
import type { ReactNode } from 'react';
import type { Totals } from '../api/types.ts';
import { useText } from '../shell/language.tsx';
import { TotalsBar } from '../parts/grid/TotalsBar.tsx';

export function ListTotals({ totals, shown, more }: { totals?: Totals; shown: number; more?: ReactNode }) {
  const t = useText();
  const done = totals?.state === 'done';
  return (
    <TotalsBar done={done} label={t('ui.result.totals')}>
      {done ? (
        <>
          <b>{t('ui.result.rows', { count: totals.rows })}</b>
          {totals.sums.map((sum) => (
            <span key={sum.name}>{sum.text}</span>
          ))}
        </>
      ) : (
        <span className="quiet">{t('ui.result.counting', { count: totals?.so_far || shown })}</span>
      )}
      {more}
    </TotalsBar>
  );
}
