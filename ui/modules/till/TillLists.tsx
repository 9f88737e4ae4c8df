// All tills, and the receipts of orders and bookings: Enter opens the printed sheet.
import { useState } from 'react';
import { address } from '../../api/client.ts';
import type { ReportRow } from '../../api/types.ts';
import { ReportScreen } from '../../lists/ReportScreen.tsx';
import { ReceiptDialog } from './ReceiptDialog.tsx';

const open_pdf = (path: string) => void window.open(address(path), '_blank', 'noopener');

export function TillList() {
  return <ReportScreen report="tills" on_open={(row) => open_pdf(`/tills/${String(row._till)}/report.pdf`)} />;
}

export function ReceiptList() {
  const [printing, print] = useState<ReportRow>();
  return (
    <>
      <ReportScreen report="receipts" on_open={print} />
      {printing ? <ReceiptDialog row={printing} on_close={() => print(undefined)} /> : null}
    </>
  );
}
