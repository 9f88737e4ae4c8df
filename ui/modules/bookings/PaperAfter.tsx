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

async function paper_of(booking: Booking, kind: string): Promise<PaperMade> {
  const payment = Number(booking.payments.at(-1)?.position);
  try {
    return await make_paper(booking.number, booking.version, kind === 'receipt' ? { kind, payment } : { kind });
  } catch (reason) {
    const stands = kind === 'invoice' && reason instanceof Refusal ? standing_invoice(booking) : undefined;
    if (!stands) throw reason;
    return { document: stands as unknown as PaperMade['document'], booking };
  }
}

/// `print` makes what was chosen, of the booking as it is paid; nothing comes of it when nothing was, or it is refused.
export function usePaperAfter(customer: number | undefined, kind_of_payment: string) {
  const t = useText();
  const may = useMay()('bookings.invoice');
  const queries = useQueryClient();
  const [chosen, choose] = useState<string>();
  const terms = useQuery({
    queryKey: ['booking-terms', customer],
    enabled: may && customer !== undefined,
    staleTime: 0,
    retry: false,
    queryFn: ({ signal }) =>
      get<{ presets_invoice: boolean }>(`/customers/${customer}/booking-terms`, undefined, signal),
  }).data;
  const preset = terms?.presets_invoice ? 'invoice' : by_hand.includes(kind_of_payment) ? 'receipt' : 'none';
  const kind = may ? (chosen ?? preset) : 'none';
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
  const print = async (paid: Booking): Promise<PaperMade | undefined> => {
    if (kind === 'none') return undefined;
    try {
      const made = await paper_of(paid, kind);
      queries.setQueryData(booking_key(paid.number), made.booking);
      return made;
    } catch (reason) {
      show_toast({ text: t('ui.payment.no_paper', { why: words_of(reason, t) }), tone: 'danger' });
      return undefined;
    }
  };
  return { field, print };
}
