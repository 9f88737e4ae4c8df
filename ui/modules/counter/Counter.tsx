// The counter: an event date, its plan, and the sale beside it. Everything goes by keys; the mouse does the same.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { address } from '../../api/client.ts';
import { LinkPicker } from '../../forms/link_picker.ts';
import { Arriving } from '../../parts/Arriving.tsx';
import { show_instant } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { full_name } from '../../shell/SearchHitLine.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { TicketsDialog } from '../tickets/TicketsDialog.tsx';
import { Plan } from './Plan.tsx';
import { Receipt } from './Receipt.tsx';
import { PaymentDialog, ReserveDialog } from './PaymentDialog.tsx';
import { seat_at_date, type Chosen } from './plan.ts';
import { get_offers, list_events, type PlanPlace, type Price } from './requests.ts';
import type { CounterSearch } from './module.ts';
import { SplitDialog } from './SplitDialog.tsx';
import { fits, SubscriptionChoice, usePackage } from './Subscription.tsx';
import { useSale, useSeats, type Buyer, type Package } from './useCounter.ts';
import styles from './Counter.module.css';

/// Event dates the clerk chooses from, and the one that is chosen: of the address, else the next.
function useEvent() {
  const asked = (useSearch({ strict: false }) as CounterSearch).event;
  const { data: events } = useQuery({ queryKey: ['counter-events'], queryFn: ({ signal }) => list_events(signal) });
  return { events, event: asked ?? events?.[0]?.id };
}

const types_of = (prices: readonly Price[]) =>
  [...new Map(prices.map((price) => [price.ticket_type_id, price.ticket_type]))].map(([id, name]) => ({ id, name }));

/// Seats of the event date that is looked at: whose they are, the best of them, one that is taken or given up.
function useChoosing(
  sale: ReturnType<typeof useSale>,
  event: number | undefined,
  type: number,
  places: readonly PlanPlace[],
  sold?: Package,
) {
  const mine = useMemo(
    () => new Set(sale.chosen.flatMap((one) => (event && seat_at_date(one, event)) || [])),
    [sale.chosen, event],
  );
  const best = (count: number) => () => {
    if (event) void sale.take(event, type, places, { best: { count } }, sold);
  };
  const toggle = (place: PlanPlace) => {
    if (!event) return;
    const one = sale.chosen.find((other) => seat_at_date(other, event) === place.id && other.place.capacity === null);
    if (one) return void sale.drop(one);
    const body = { seats: [place.id], where_free: sold && !sold.subscription.same_seat };
    void sale.take(event, type, places, sold ? body : { seats: [place.id] }, sold);
  };
  return { mine, best, toggle };
}

export function Counter() {
  const t = useText();
  const { events, event } = useEvent();
  const { sold, ...choice } = usePackage(event);
  const seats = useSeats(event, sold && fits(sold) ? sold : undefined);
  const [wanted_type, set_type] = useState(0);
  const [picking, set_picking] = useState(false);
  const [printing, set_printing] = useState(0);
  const [paying, set_paying] = useState<'pay' | 'reserve'>();
  const [splitting, set_splitting] = useState<Chosen>();
  const known_prices = useRef(new Map<number, readonly Price[]>());
  if (event && seats.sale) known_prices.current.set(event, seats.sale.prices);
  const prices_of = (of: number) => known_prices.current.get(of) ?? [];
  const own_prices = sold?.subscription.prices ?? [];
  const types = types_of(own_prices.length ? own_prices : (seats.sale?.prices ?? []));
  const type = types.some((one) => one.id === wanted_type) ? wanted_type : (types[0]?.id ?? 0);
  const offers = useQuery({
    queryKey: ['counter-offers', event],
    enabled: Boolean(event),
    queryFn: ({ signal }) => get_offers(event!, signal),
  });
  const places = seats.plan?.places ?? [];
  const sale = useSale(prices_of, seats.refresh);
  const { mine, best, toggle } = useChoosing(sale, event, type, places, sold);
  const find_customer = () => set_picking(true);
  const print_last = () => set_printing(sale.last?.id ?? 0);
  const receipt_of = sale.last?.is_paid ? sale.last.id : 0;
  const print_receipt = () => void window.open(address(`/orders/${receipt_of}/receipt.pdf`), '_blank', 'noopener');
  useKeys({
    ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((count) => [`best_${count}`, best(count)])),
    counter_customer: find_customer,
    counter_cash: () => void sale.finish('cash'),
    counter_card: () => void sale.finish('card'),
    counter_reserve: sale.is_something ? () => set_paying('reserve') : undefined,
    counter_payment: sale.is_something ? () => set_paying('pay') : undefined,
    counter_tickets: sale.last ? print_last : undefined,
    counter_receipt: receipt_of ? print_receipt : undefined,
    counter_clear: () => void sale.clear(),
  });
  if (events && !events.length) return <p>{t('ui.counter.no_events')}</p>;
  return (
    <div className={styles.counter}>
      <div className={styles.hall}>
        <Head {...{ events, event, types, type, set_type }}>
          <SubscriptionChoice {...choice} {...{ sold, event }} />
        </Head>
        {seats.sale && seats.sale.state !== 'on_sale' ? <p className="quiet">{t('ui.counter.not_on_sale')}</p> : null}
        <Plan {...{ places, mine }} states={seats.states} dates={sold?.dates.length} on_toggle={toggle} />
        <Sections
          {...{ places }}
          states={seats.states}
          take={(place) => event && void sale.take_place(event, type, place, sold)}
        />
        <Legend of_dates={Boolean(sold)} />
      </div>
      <Receipt
        {...{ sale, prices_of, find_customer, print_last, print_receipt, event }}
        offers={offers.data}
        pay={() => set_paying('pay')}
        reserve={() => set_paying('reserve')}
        split={set_splitting}
      />
      {paying === 'pay' ? <PaymentDialog sale={sale} on_close={() => set_paying(undefined)} /> : null}
      {paying === 'reserve' ? <ReserveDialog sale={sale} on_close={() => set_paying(undefined)} /> : null}
      {splitting ? <SplitDialog line={splitting} split={sale.split} on_close={() => set_splitting(undefined)} /> : null}
      {printing ? <TicketsDialog order={printing} on_close={() => set_printing(0)} /> : null}
      {picking ? <BuyerPicker set_buyer={sale.set_buyer} on_close={() => set_picking(false)} /> : null}
    </div>
  );
}

function BuyerPicker({ set_buyer, on_close }: { set_buyer: (buyer: Buyer) => void; on_close: () => void }) {
  const Picker = useContext(LinkPicker);
  return (
    <Arriving>
      <Picker
        initial=""
        on_cancel={on_close}
        on_pick={(customer) => {
          set_buyer({ id: customer.id, name: full_name(customer) });
          on_close();
        }}
      />
    </Arriving>
  );
}

interface HeadProps {
  events: Awaited<ReturnType<typeof list_events>> | undefined;
  event: number | undefined;
  types: readonly { id: number; name: string }[];
  type: number;
  set_type: (type: number) => void;
  children: ReactNode;
}

function Head({ events, event, types, type, set_type, children }: HeadProps) {
  const t = useText();
  const language = useLanguage();
  const navigate = useNavigate();
  return (
    <div className={styles.head} data-area="event">
      <h1 className="hidden">{t('ui.place.counter')}</h1>
      <label>
        <span>{t('ui.counter.event')}</span>
        <select
          value={event ?? ''}
          onChange={(change) => void navigate({ to: '/counter', search: { event: Number(change.target.value) } })}
        >
          {(events ?? []).map((one) => (
            <option key={one.id} value={one.id}>
              {[one.starts_at ? show_instant(one.starts_at, language) : '', one.name, one.hall]
                .filter(Boolean)
                .join(' · ')}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t('ui.counter.type')}</span>
        <select value={type} onChange={(change) => set_type(Number(change.target.value))}>
          {types.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      {children}
    </div>
  );
}

interface SectionsProps {
  places: readonly PlanPlace[];
  states: ReturnType<typeof useSeats>['states'];
  take: (place: PlanPlace) => void;
}

/// Sections whose places are only counted.
function Sections({ places, states, take }: SectionsProps) {
  const t = useText();
  return (
    <div className={styles.sections}>
      {places
        .filter((place) => place.capacity !== null)
        .map((place) => {
          const taken = states?.sections.find((one) => one.id === place.id)?.taken ?? 0;
          const free = place.capacity! - taken;
          return (
            <button
              key={place.id}
              type="button"
              className="button"
              disabled={free <= 0}
              title={t('ui.counter.more_places', { section: place.section })}
              onClick={() => take(place)}
            >
              {t('ui.counter.places', { section: place.section, free, capacity: place.capacity! })}
            </button>
          );
        })}
    </div>
  );
}

function Legend({ of_dates }: { of_dates: boolean }) {
  const t = useText();
  const states = ['free', 'mine', ...(of_dates ? (['partly'] as const) : []), 'held', 'taken'] as const;
  return (
    <ul className={styles.legend} aria-hidden="true">
      {states.map((state) => (
        <li key={state} data-state={state}>
          {t(`ui.counter.legend.${state}`)}
        </li>
      ))}
    </ul>
  );
}
