// What is printed behind a payment: the receipt of what passes a hand, or the invoice in its place where the profile
// presets that (J-196, J-197). Whoever pays decides.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { get, Refusal } from '../../api/client.ts';
import { ChoiceField } from '../../parts/Field.tsx';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import type { Booking } from './booking.ts';
import { booking_key, make_paper, type PaperMade } from './requests.ts';

const papers = ['none', 'receipt', 'invoice'] as const;
const by_hand = ['cash', 'card', 'cheque', 'voucher'];

/// The invoice that stands already, where nothing more is to be billed.
function standing_invoice({ documents }: Booking) {
  const cancelled = new Set(documents.map((one) => one.cancels).filter(Boolean));
  return documents.findLast((one) => one.kind === 'invoice' && !cancelled.has(one.number));
}

const nothing_more = (reason: unknown) =>
  reason instanceof Refusal && !!reason.problem.issues?.some(({ key }) => key === 'error.nothing_to_invoice');

async function paper_of(booking: Booking, kind: string, payment: number): Promise<PaperMade> {
  try {
    return await make_paper(booking.number, booking.version, kind === 'receipt' ? { kind, payment } : { kind });
  } catch (reason) {
    const stands = kind === 'invoice' && nothing_more(reason) ? standing_invoice(booking) : undefined;
    if (!stands) throw reason;
    return { document: stands as unknown as PaperMade['document'], booking };
  }
}

const terms_of = (customer: number | undefined) => ({
  queryKey: ['booking-terms', customer],
  queryFn: ({ signal }: { signal?: AbortSignal }) =>
    get<{ presets_invoice: boolean }>(`/customers/${customer}/booking-terms`, undefined, signal),
});

/// `print` makes what was chosen, of the booking as it is paid (`position`: of the payment, the last when not given); who
/// pays before the profile's preset is there waits for it. Nothing comes of it when nothing was chosen, or it is refused.
export function usePaperAfter(customer: number | undefined, kind_of_payment: string) {
  const t = useText();
  const may = useMay()('bookings.invoice');
  const queries = useQueryClient();
  const [chosen, choose] = useState<string>();
  const terms = useQuery({
    ...terms_of(customer),
    enabled: may && customer !== undefined,
    staleTime: 0,
    retry: false,
  }).data;
  const kind_by = (known: typeof terms) =>
    chosen ?? (known?.presets_invoice ? 'invoice' : by_hand.includes(kind_of_payment) ? 'receipt' : 'none');
  const kind = may ? kind_by(terms) : 'none';
  const field = may ? (
    <ChoiceField
      name="pay-paper"
      label={t('ui.payment.paper')}
      value={kind}
      empty={false}
      options={papers.map((code) => ({ code, label: t(`ui.payment.paper.${code}`) }))}
      on_type={choose}
    />
  ) : null;
  const print = async (paid: Booking, position?: number | null): Promise<PaperMade | undefined> => {
    if (!may) return undefined;
    const whose = paid.customer?.id;
    try {
      const known =
        chosen || whose === undefined ? terms : await queries.ensureQueryData(terms_of(whose)).catch(() => undefined);
      const wanted = kind_by(known);
      if (wanted === 'none') return undefined;
      const made = await paper_of(paid, wanted, position ?? Number(paid.payments.at(-1)?.position));
      queries.setQueryData(booking_key(paid.number), made.booking);
      return made;
    } catch (reason) {
      show_toast({ text: t('ui.payment.no_paper', { why: words_of(reason, t) }), tone: 'danger' });
      return undefined;
    }
  };
  return { field, print };
}
