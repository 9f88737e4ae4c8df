// What all lines of the filter add up to; comes after the rows and says so while it is being counted.
import { show_money } from '../../parts/format.ts';
import { TotalsBar } from '../../parts/grid/TotalsBar.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import type { LedgerTotals as Totals } from './requests.ts';

export function LedgerTotals({ totals }: { totals?: Totals }) {
  const t = useText();
  const language = useLanguage();
  const money = (amount: string | number) => ({ amount: show_money(amount, language) });
  return (
    <TotalsBar done={totals !== undefined} label={t('ui.ledger.totals')}>
      {totals ? (
        <>
          <b>{t('ui.ledger.lines', { count: totals.lines })}</b>
          <span>{t('ui.ledger.tickets', { count: totals.tickets })}</span>
          <span>{t('ui.ledger.price', money(totals.price))}</span>
          <span>{t('ui.ledger.fee', money(totals.fee))}</span>
          <b>{t('ui.ledger.takings', money(sum(totals.price, totals.fee)))}</b>
        </>
      ) : (
        <span className="quiet">{t('ui.ledger.counting')}</span>
      )}
    </TotalsBar>
  );
}

/// Amounts are decimal texts with the same digits after the point; added as whole numbers, so that no cent is lost.
export function sum(one: string, other: string): string {
  const digits = /\.(\d+)$/.exec(one)?.[1]?.length ?? 0;
  const minor = BigInt(one.replace('.', '')) + BigInt(other.replace('.', ''));
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const whole = digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text;
  return minor < 0n ? `-${whole}` : whole;
}
