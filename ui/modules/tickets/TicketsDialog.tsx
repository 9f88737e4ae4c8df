// Tickets of an order are printed: Enter opens the PDF, a second Enter says that they came out of the printer. What stuck
// in it is unmarked before and stays unprinted. What was printed before asks why. Beside it: by e-mail.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { show_instant } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import {
  confirm_prints,
  get_tickets,
  mail_tickets,
  pdf_address,
  tickets_key,
  type OrderTicket,
  type OrderTickets,
} from './requests.ts';

interface Props {
  order: number;
  on_close: () => void;
}

export function TicketsDialog({ order, on_close }: Props) {
  const t = useText();
  const { data, error } = useQuery({
    queryKey: tickets_key(order),
    queryFn: ({ signal }) => get_tickets(order, signal),
    staleTime: 0,
  });
  if (data) return <Printing {...{ data, on_close }} />;
  const refusal = error ? words_of(error, t) : undefined;
  return (
    <FormDialog title={t('ui.tickets.open')} {...{ refusal, on_close }} on_send={() => undefined} children={null} />
  );
}

/// What is marked, whether the PDF was opened, and what is done with it.
function usePrinting(data: OrderTickets, on_close: () => void) {
  const t = useText();
  const queries = useQueryClient();
  const waiting = data.tickets.filter((one) => !one.not_printable && !one.print_count).map((one) => one.id);
  const [marked, set_marked] = useState<ReadonlySet<number>>(() => new Set(waiting));
  const [opened, set_opened] = useState(false);
  const [reason, set_reason] = useState('');
  const [to, set_to] = useState('');
  const [refusal, refuse] = useState<string>();
  const chosen = data.tickets.filter((one) => marked.has(one.id));
  const is_again = chosen.some((one) => one.print_count > 0);
  const act = async (work: () => Promise<unknown>, told: string) => {
    try {
      await work();
      show_toast({ text: told, tone: 'ok' });
      void queries.invalidateQueries({ queryKey: ['purchases'] });
      void queries.invalidateQueries({ queryKey: tickets_key(data.id) });
      on_close();
    } catch (problem) {
      refuse(words_of(problem, t));
    }
  };
  const ids = chosen.map((one) => one.id);
  const confirm = () =>
    act(() => confirm_prints(data.id, data.version, ids, reason), t('ui.tickets.counted', { count: ids.length }));
  const open = () => {
    window.open(pdf_address(data.id, ids), '_blank', 'noopener');
    set_opened(true);
  };
  const mail = () => act(() => mail_tickets(data.id, to), t('ui.tickets.mailed'));
  const toggle = (id: number) => {
    const next = new Set(marked);
    if (!next.delete(id)) next.add(id);
    set_marked(next);
  };
  return { marked, toggle, opened, reason, set_reason, to, set_to, refusal, chosen, is_again, confirm, open, mail };
}

function Printing({ data, on_close }: { data: OrderTickets; on_close: () => void }) {
  const t = useText();
  const printing = usePrinting(data, on_close);
  const { opened, chosen, is_again, refusal } = printing;
  const count = chosen.length;
  const box = useRef<HTMLDivElement>(null);
  // The PDF may have taken the focus with it; the dialog goes on by Enter.
  useEffect(() => {
    box.current?.closest('dialog')?.querySelector<HTMLElement>('button[type="submit"]')?.focus();
  }, [opened]);
  const go = opened ? t('ui.tickets.came_out', { count }) : t('ui.tickets.print', { count });
  return (
    <FormDialog
      title={t('ui.tickets.title', { number: data.number })}
      go={count ? go : undefined}
      go_first
      wide
      {...{ refusal, on_close }}
      on_send={opened ? printing.confirm : printing.open}
      more={
        <button type="button" className="button" onClick={() => void printing.mail()}>
          {t('ui.tickets.mail')}
        </button>
      }
    >
      <div ref={box} data-area="tickets">
        {data.tickets.map((ticket) => (
          <Line
            key={ticket.id}
            ticket={ticket}
            is_marked={printing.marked.has(ticket.id)}
            toggle={() => printing.toggle(ticket.id)}
          />
        ))}
      </div>
      {opened ? <p className="chip warn">{t('ui.tickets.unmark')}</p> : null}
      {is_again ? (
        <TextField
          name="print-reason"
          label={t('ui.tickets.reason')}
          value={printing.reason}
          on_type={printing.set_reason}
          max_length={200}
          required
        />
      ) : null}
      <TextField
        name="mail-to"
        label={t('ui.tickets.mail_to')}
        hint={t('ui.tickets.mail_hint')}
        value={printing.to}
        on_type={printing.set_to}
        max_length={254}
      />
    </FormDialog>
  );
}

function Line({ ticket, is_marked, toggle }: { ticket: OrderTicket; is_marked: boolean; toggle: () => void }) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const printed = ticket.printed_at
    ? t('ui.tickets.printed', {
        count: ticket.print_count,
        when: show_instant(ticket.printed_at, language, house?.time_zone),
      })
    : '';
  return (
    <label className="row" data-ticket={ticket.id}>
      <input type="checkbox" checked={is_marked} disabled={Boolean(ticket.not_printable)} onChange={toggle} />
      <span className="grow">{[ticket.event, ticket.when, ticket.place].filter(Boolean).join(' · ')}</span>
      <span className="quiet">
        {ticket.not_printable
          ?? [printed, ticket.scanned_at ? t('ui.tickets.scanned') : ''].filter(Boolean).join(' · ')}
      </span>
    </label>
  );
}
