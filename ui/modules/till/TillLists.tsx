// All tills, and the receipts of the counter: Enter opens the printed sheet.
import { address } from '../../api/client.ts';
import { ReportScreen } from '../../lists/ReportScreen.tsx';

const open_pdf = (path: string) => void window.open(address(path), '_blank', 'noopener');

export function TillList() {
  return <ReportScreen report="tills" on_open={(row) => open_pdf(`/tills/${String(row._till)}/report.pdf`)} />;
}

export function ReceiptList() {
  return (
    <ReportScreen
      report="receipts"
      on_open={(row) => open_pdf(`/orders/${String(row._order)}/receipt.pdf?number=${String(row.receipt)}`)}
    />
  );
}
