// What is owed to the house (Zahlungskontrolle): the list with how old it is, and payment by one key.
import { useState } from 'react';
import type { ReportRow, ReportRun, Totals } from '../../api/types.ts';
import { ReportScreen } from '../../lists/ReportScreen.tsx';
import { useTotals } from '../../lists/useRun.ts';
import { WholeChart } from '../../parts/Chart.tsx';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { PayDialog, type Payable } from './PayDialog.tsx';

const ages = ['not_late', 'late_30', 'late_60', 'late_90', 'later'] as const;

/// How old what is owed is.
function Ages({ totals }: { totals: Totals }) {
  const t = useText();
  const language = useLanguage();
  const segments = ages.map((name, place) => ({
    key: name,
    name: t(`ui.open_items.${name}`),
    value: Number(totals.sums.find((sum) => sum.name === name)?.value ?? 0),
    weight: place as 0,
  }));
  return <WholeChart caption={t('ui.open_items.ages')} {...{ segments, language }} />;
}

function Head({ run, pay }: { run: ReportRun; pay?: () => void }) {
  const t = useText();
  const totals = useTotals(run);
  return (
    <>
      {pay ? <ToolButton text={t('ui.pay.do')} action="pay_item" on_press={pay} /> : null}
      {totals?.state === 'done' ? <Ages totals={totals} /> : null}
    </>
  );
}

function payable(row: ReportRow | undefined): Payable | undefined {
  if (!row || (!row.booking && !row.order)) return undefined;
  return {
    booking: row.booking ? Number(row.booking) : undefined,
    order: row.order ? String(row.order) : undefined,
    open: String(row.open ?? ''),
    name: String(row.name ?? ''),
  };
}

export function OpenItems() {
  const may = useMay();
  const [row, set_row] = useState<ReportRow>();
  const [paying, set_paying] = useState<Payable>();
  const [round, set_round] = useState(0);
  const item = payable(row);
  const may_pay = item !== undefined && may(item.order ? 'sales.sell' : 'bookings.pay');
  const pay = may_pay ? () => set_paying(item) : undefined;
  useKeys({ pay_item: pay });
  return (
    <>
      <ReportScreen key={round} report="open-items" head={(run) => <Head run={run} pay={pay} />} on_active={set_row} />
      {paying ? (
        <PayDialog
          item={paying}
          on_close={() => set_paying(undefined)}
          on_done={() => {
            set_paying(undefined);
            set_round(round + 1);
          }}
        />
      ) : null}
    </>
  );
}
