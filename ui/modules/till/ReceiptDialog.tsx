// A receipt of the list is printed: the first one of a booking at once, any other with the reason; then Enter opens it.
import { useEffect, useRef, useState } from 'react';
import { address, new_key, Refusal } from '../../api/client.ts';
import type { ReportRow } from '../../api/types.ts';
import { TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { print_receipt, type PrintedReceipt } from './requests.ts';

export function ReceiptDialog({ row, on_close }: { row: ReportRow; on_close: () => void }) {
  const t = useText();
  const number = String(row.receipt);
  const [printed, set_printed] = useState<PrintedReceipt>();
  const [refusal, refuse] = useState<string>();
  const [reason, set_reason] = useState('');
  const once = useRef(new_key());
  const is_void = Boolean(row.voided_at);
  const was_printed = Boolean(Number(row._printed));
  if (printed) return <ReceiptIsPrinted {...{ printed, on_close }} />;
  const go = async () => {
    try {
      set_printed(await print_receipt(number, reason, once.current));
    } catch (problem) {
      if (problem instanceof Refusal) once.current = new_key();
      refuse(words_of(problem, t));
    }
  };
  return (
    <FormDialog
      title={t('ui.till.receipt.title', { number })}
      go={is_void ? undefined : t(was_printed ? 'ui.till.receipt.again' : 'ui.till.print')}
      go_first={!was_printed}
      {...{ refusal, on_close }}
      on_send={go}
    >
      {is_void ? (
        <p className="chip warn">{t('ui.till.receipt.void')}</p>
      ) : was_printed ? (
        <TextField
          name="receipt-reason"
          label={t('ui.till.receipt.reason')}
          value={reason}
          on_type={set_reason}
          max_length={200}
          autofocus
        />
      ) : (
        <p>{t('ui.till.receipt.first')}</p>
      )}
    </FormDialog>
  );
}

function ReceiptIsPrinted({ printed, on_close }: { printed: PrintedReceipt; on_close: () => void }) {
  const t = useText();
  const open = useRef<HTMLAnchorElement>(null);
  useEffect(() => open.current?.focus(), []);
  const { number, prints, pdf } = printed;
  return (
    <FormDialog
      title={t('ui.till.receipt.title', { number })}
      on_close={on_close}
      on_send={() => undefined}
      more={
        <a
          ref={open}
          className="button primary"
          href={address(pdf)}
          target="_blank"
          rel="noreferrer"
          data-receipt={number}
        >
          {t('ui.till.receipt.open')}
        </a>
      }
    >
      <p role="status">{t('ui.till.receipt.printed', { count: prints })}</p>
    </FormDialog>
  );
}
