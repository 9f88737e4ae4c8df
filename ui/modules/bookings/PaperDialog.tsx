// A paper of a booking is made: which, for which payment or invoice; what it comes to and what becomes frozen is said
// before, and the PDF opens once it is there.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ChoiceField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { show_date, show_money } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import type { Booking } from './booking.ts';
import { PaperIsMade } from './PaperIsMade.tsx';
import {
  booking_key,
  load_papers,
  make_paper,
  preview_address,
  preview_paper,
  trips_key,
  type PaperKind,
  type PaperMade,
  type PaperOrder,
} from './requests.ts';
import styles from './Booking.module.css';

const numbered = ['invoice', 'cancellation_invoice', 'credit_note', 'receipt'];

/// What is made most likely next.
function likely(booking: Booking, kinds: readonly PaperKind[]): string {
  const can = (kind: string) => kinds.some((one) => one.kind === kind && !one.why);
  const has = (kind: string) => booking.documents.some((one) => one.kind === kind);
  if (booking.kind === 'offer' && can('offer')) return 'offer';
  if (can('confirmation') && !has('confirmation')) return 'confirmation';
  return ['invoice', 'credit_note', 'receipt', 'confirmation'].find(can) ?? 'confirmation';
}

export function PaperDialog({ booking, on_close }: { booking: Booking; on_close: () => void }) {
  const t = useText();
  const papers = useQuery({
    queryKey: ['booking-papers', booking.number, booking.version],
    queryFn: ({ signal }) => load_papers(booking.number, signal),
    staleTime: 0,
  }).data;
  const [made, set_made] = useState<PaperMade>();
  if (made) return <PaperIsMade made={made} on_close={on_close} />;
  if (!papers)
    return <FormDialog title={t('ui.paper.make')} on_close={on_close} on_send={() => undefined} children={null} />;
  return <Making {...{ booking, on_close, set_made }} kinds={papers.kinds} />;
}

interface MakingProps {
  booking: Booking;
  kinds: readonly PaperKind[];
  set_made: (made: PaperMade) => void;
  on_close: () => void;
}

function Making({ booking, kinds, set_made, on_close }: MakingProps) {
  const t = useText();
  const queries = useQueryClient();
  const [refusal, refuse] = useState<string>();
  const [kind, set_kind] = useState(() => likely(booking, kinds));
  const [of, set_of] = useState('');
  const choices = useRef<HTMLDivElement>(null);
  useEffect(() => choices.current?.querySelector('select')?.focus(), []);
  const why = kinds.find((one) => one.kind === kind)?.why ?? undefined;
  const order: PaperOrder = { kind };
  if (of && kind === 'receipt') order.payment = Number(of);
  if (of && kind === 'cancellation_invoice') order.cancels = of;
  const send = async () => {
    try {
      const done = await make_paper(booking.number, booking.version, order);
      queries.setQueryData(booking_key(booking.number), done.booking);
      void queries.invalidateQueries({ queryKey: trips_key(booking.customer?.id ?? 0) });
      set_made(done);
    } catch (reason) {
      refuse(words_of(reason, t));
    }
  };
  const word = t(`ui.document.${kind as 'invoice'}`);
  return (
    <FormDialog
      title={t('ui.paper.make')}
      go={why ? undefined : t('ui.paper.go', { paper: word })}
      refusal={refusal ?? why}
      on_close={on_close}
      on_send={send}
      more={
        why ? null : (
          <a className="button" href={preview_address(booking.number, order)} target="_blank" rel="noreferrer">
            {t('ui.paper.preview')}
          </a>
        )
      }
    >
      <div ref={choices} className={styles.two}>
        <ChoiceField
          name="paper-kind"
          label={t('ui.document.column.kind')}
          value={kind}
          empty={false}
          options={kinds.map((one) => ({ code: one.kind, label: t(`ui.document.${one.kind as 'invoice'}`) }))}
          on_type={(value) => {
            set_kind(value);
            set_of('');
            refuse(undefined);
          }}
        />
        <Which {...{ booking, kind }} value={of} choose={set_of} />
      </div>
      {why ? null : <Figures {...{ booking, order }} />}
      <p className={numbered.includes(kind) ? 'chip warn' : 'quiet'} data-frozen>
        {t(numbered.includes(kind) ? `ui.paper.frozen.${kind as 'invoice'}` : 'ui.paper.kept')}
      </p>
    </FormDialog>
  );
}

interface WhichProps {
  booking: Booking;
  kind: string;
  value: string;
  choose: (value: string) => void;
}

/// Which payment, which invoice; nothing where there is but one.
function Which({ booking, kind, value, choose }: WhichProps) {
  const t = useText();
  const language = useLanguage();
  const cancelled = new Set(booking.documents.map((one) => one.cancels).filter(Boolean));
  const rows =
    kind === 'receipt'
      ? booking.payments.map((one) => ({
          code: String(one.position),
          label: `${show_date(String(one.paid_on), language)}  ${show_money(String(one.amount), language)}`,
        }))
      : kind === 'cancellation_invoice'
        ? booking.documents
            .filter((one) => one.kind === 'invoice' && !cancelled.has(one.number))
            .map((one) => ({ code: String(one.number), label: String(one.number) }))
        : [];
  if (rows.length < 2) return null;
  return (
    <ChoiceField
      name="paper-of"
      label={t(kind === 'receipt' ? 'ui.paper.of_payment' : 'ui.paper.of_invoice')}
      value={value}
      empty
      options={rows}
      on_type={choose}
    />
  );
}

/// To whom it goes and what it comes to.
function Figures({ booking, order }: { booking: Booking; order: PaperOrder }) {
  const t = useText();
  const language = useLanguage();
  const paper = useQuery({
    queryKey: ['booking-paper', booking.number, booking.version, order],
    queryFn: ({ signal }) => preview_paper(booking.number, order, signal),
    retry: false,
    staleTime: 0,
  }).data;
  if (!paper) return null;
  const amount = order.kind === 'receipt' ? (paper.payments[0]?.amount ?? '0') : paper.total;
  return (
    <p data-paper-total={amount}>
      {paper.address.join(', ')}
      {order.kind === 'manifest' ? null : (
        <>
          {' · '}
          <strong>{t('ui.paper.total', { amount: show_money(amount, language) })}</strong>
        </>
      )}
      {paper.copies > 1 ? ` · ${t('ui.paper.copies', { count: paper.copies })}` : ''}
    </p>
  );
}
