// Marked tickets get other seats, or another event date: the date is chosen, then on its plan as many seats as tickets, or
// the best ones by a button. The difference is shown, and settled or waived; so are the single seats that would be left.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ChoiceField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { show_instant, show_money } from '../../parts/format.ts';
import { say } from '../../parts/live.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import { Plan } from '../counter/Plan.tsx';
import { ask_price, list_events, type PlanPlace } from '../counter/requests.ts';
import { useSeats } from '../counter/useCounter.ts';
import { seat_tickets } from './exchange.ts';
import { look_at_seats, type OrderTicket } from './requests.ts';
import styles from './Orders.module.css';
import { useDoing, type DoingProps } from './useDoing.ts';

const settlings = ['cash', 'card', 'transfer', 'voucher', 'later', 'waive'] as const;

/// Seats of the date, as many as there are tickets; one more takes the place of the first.
function useChosen(count: number) {
  const [chosen, choose] = useState<readonly PlanPlace[]>([]);
  const toggle = (place: PlanPlace) =>
    choose(
      chosen.some(({ id }) => id === place.id)
        ? chosen.filter(({ id }) => id !== place.id)
        : [...chosen, place].slice(-count),
    );
  return { chosen, toggle, choose };
}

/// The single seats that these would leave, and the best ones for the tickets.
function useLook(
  { order, marked }: DoingProps,
  event: number,
  chosen: readonly PlanPlace[],
  choose: (seats: readonly number[]) => void,
) {
  const t = useText();
  const seats = chosen.filter(({ capacity }) => capacity === null).map(({ id }) => id);
  const wish = { event, tickets: marked.tickets };
  const is_whole = seats.length > 0 && seats.length === wish.tickets.length;
  const { data } = useQuery({
    queryKey: ['exchange-seats', order.id, wish, seats],
    queryFn: () => look_at_seats(order, { ...wish, seats }),
    enabled: is_whole,
    retry: false,
  });
  const take_best = () =>
    void look_at_seats(order, wish).then(
      ({ seats: best, said }) => {
        choose(best);
        if (said) say(said);
      },
      (reason: unknown) => show_toast({ text: words_of(reason, t), tone: 'danger' }),
    );
  return { alone: is_whole ? (data?.left_alone ?? []) : [], take_best };
}

function Alone({ seats }: { seats: readonly Pick<PlanPlace, 'section' | 'row' | 'seat'>[] }) {
  const t = useText();
  return (
    <p role="status" className={styles.alone} data-alone={seats.length}>
      {t('ui.orders.exchange_alone', { count: seats.length, seats: seats.map(name_of).join(', ') })}
    </p>
  );
}

const name_of = ({ section, row, seat }: Pick<PlanPlace, 'section' | 'row' | 'seat'>) =>
  [section, row, seat].filter(Boolean).join(' ');

const wanted = (ticket: OrderTicket, event: number, place: PlanPlace) => ({
  ticket: ticket.id,
  event,
  seat: place.capacity === null ? place.id : null,
  section: place.capacity === null ? null : place.id,
});

/// What the new seats cost more or less; nothing where a promotion has a say in it.
function useDifference(tickets: readonly OrderTicket[], event: number, pairs: ReturnType<typeof seat_tickets>) {
  const is_plain = tickets.every(({ ticket_type_id, of_promotion }) => ticket_type_id && !of_promotion);
  const { data } = useQuery({
    queryKey: ['exchange-price', event, pairs.map(({ ticket, place }) => [ticket.ticket_type_id, place.id])],
    queryFn: () =>
      ask_price({
        tickets: pairs.map(({ ticket, place }) => {
          const { seat, section } = wanted(ticket, event, place);
          return { event, seat, section, ticket_type: ticket.ticket_type_id };
        }),
      }),
    enabled: is_plain && pairs.length === tickets.length,
    retry: false,
  });
  return data && (Number(data.total) - tickets.reduce((all, { price }) => all + Number(price), 0)).toFixed(2);
}

export function Exchange(props: DoingProps) {
  const t = useText();
  const language = useLanguage();
  const may = useMay();
  const { go, refusal } = useDoing(props);
  const tickets = props.order.tickets.filter(({ id }) => props.marked.tickets.includes(id));
  const [event, set_event] = useState(tickets[0]?.event ?? 0);
  const [kind, set_kind] = useState<string>('cash');
  const { chosen, toggle, choose } = useChosen(tickets.length);
  const { sale, plan, states } = useSeats(event);
  const pairs = seat_tickets(tickets, chosen, plan?.places ?? []);
  const difference = useDifference(tickets, event, pairs);
  const { alone, take_best } = useLook(props, event, chosen, (seats) =>
    choose((plan?.places ?? []).filter(({ id }) => seats.includes(id))),
  );
  const is_whole = chosen.length === tickets.length;
  const send = () =>
    go('POST', '/exchanges', {
      tickets: pairs.map(({ ticket, place }) => wanted(ticket, event, place)),
      kind: kind === 'waive' || kind === 'later' ? null : kind,
      waive: kind === 'waive',
    });
  const sections = (plan?.places ?? []).filter(({ capacity }) => capacity !== null);
  const options = settlings.filter((one) => one !== 'waive' || may('sales.refund'));
  return (
    <FormDialog
      wide
      title={t('ui.orders.do.exchange', { count: tickets.length })}
      go={is_whole ? t('ui.orders.exchange_go') : undefined}
      on_send={send}
      {...{ refusal }}
      on_close={props.on_close}
    >
      <div className="row">
        <Dates event={event} own={tickets} on_type={(next) => (set_event(next), choose([]))} />
        <ChoiceField
          empty={false}
          name="difference"
          label={t('ui.orders.difference')}
          value={kind}
          options={options.map((code) => ({ code, label: t(`ui.orders.settle.${code}`) }))}
          on_type={set_kind}
        />
        {plan ? (
          <button type="button" className="button" data-do="best" onClick={take_best}>
            {t('ui.orders.exchange_best', { count: tickets.length })}
          </button>
        ) : null}
      </div>
      <p role="status" data-chosen={chosen.length} data-difference={difference}>
        {t('ui.orders.exchange_chosen', { count: chosen.length, of: tickets.length })}
        {chosen.length ? `: ${pairs.map(({ place }) => name_of(place)).join(', ')}` : ''}
        {difference ? ` · ${t('ui.orders.difference_of', { amount: show_money(difference, language) })}` : ''}
      </p>
      {alone.length ? <Alone seats={alone} /> : null}
      {sections.map((place) => (
        <button key={place.id} type="button" className="button" onClick={() => toggle(place)}>
          {place.section}
        </button>
      ))}
      {sale && !sale.plan ? (
        <p className="quiet">{t('ui.orders.no_plan')}</p>
      ) : (
        <div className={styles.plan}>
          <Plan
            is_second
            places={plan?.places ?? []}
            states={states}
            mine={new Set(chosen.map(({ id }) => id))}
            on_toggle={toggle}
          />
        </div>
      )}
    </FormDialog>
  );
}

function Dates({ event, own, on_type }: { event: number; own: readonly OrderTicket[]; on_type: (id: number) => void }) {
  const t = useText();
  const language = useLanguage();
  const { data } = useQuery({ queryKey: ['counter-events'], queryFn: ({ signal }) => list_events(signal) });
  const mine = own[0];
  const known = data?.some(({ id }) => id === mine?.event);
  const dates = [
    ...(mine && !known ? [{ id: mine.event, name: mine.event_name ?? '', starts_at: mine.starts_at }] : []),
    ...(data ?? []),
  ];
  return (
    <ChoiceField
      empty={false}
      name="exchange-event"
      label={t('ui.orders.exchange_date')}
      value={String(event)}
      options={dates.map(({ id, name, starts_at }) => ({
        code: String(id),
        label: [starts_at ? show_instant(starts_at, language) : '', name].filter(Boolean).join(' '),
      }))}
      on_type={(id) => on_type(Number(id))}
      autofocus
    />
  );
}
