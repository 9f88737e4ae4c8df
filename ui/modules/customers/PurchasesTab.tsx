// What the customer bought: figures above, his orders below, newest first, each with tickets and products. Enter or a
// click opens an order; the page goes on by a button. Shows what the server lets this user see, computes nothing.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { address, get } from '../../api/client.ts';
import { show_instant, show_money, show_number } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useHasModule } from '../../shell/places.ts';
import { useMay, useSession } from '../../shell/session.tsx';
import { words_of } from '../../shell/words_of.ts';
import { ParkedMoney } from '../renewals/ParkedMoney.tsx';
import { PayFromParked } from '../renewals/PayFromParked.tsx';
import { SeatRights } from '../renewals/SeatRights.tsx';
import { TicketsDialog } from '../tickets/TicketsDialog.tsx';
import { Declarations } from './Declarations.tsx';
import styles from './Purchases.module.css';

interface Event {
  code: string;
  name: string;
  starts_at: string | null;
  venue: string | null;
  hall: string | null;
}
interface Ticket {
  id: number;
  event: Event | null;
  ticket_type: string | null;
  price: string;
  fee: string;
  entrance: string | null;
  section: string | null;
  row: string | null;
  seat: string | null;
  state: State;
  printed: boolean;
  scanned_at: string | null;
  subscription: string | null;
  promotion: string | null;
}
interface Product {
  product: string;
  state: State;
  quantity: number;
  unit_price: string;
  amount: string;
  event: Event | null;
}
type State = 'reserved' | 'sold' | 'returned' | 'deleted';
interface Order {
  id: number;
  number: string;
  state: State;
  ordered_at: string | null;
  total: string;
  /// Null where this user sees a part of the order: it speaks of the whole.
  paid: string | null;
  description: string | null;
  receipt_url: string | null;
  receipts: { number: string; kind: string; amount: string; paid_at: string }[];
  tickets: Ticket[];
  products: Product[];
}
interface Page {
  figures: {
    orders: number;
    tickets: number;
    turnover: string;
    last_purchase_at: string | null;
    next_event: Event | null;
  };
  orders: Order[];
  before: number | null;
}

export function usePurchases(customer: number) {
  return useInfiniteQuery({
    queryKey: ['purchases', customer],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      get<Page>(`/customers/${customer}/purchases`, pageParam ? { before: pageParam } : {}, signal),
    getNextPageParam: (last) => last.before ?? undefined,
  });
}

const place_of = (ticket: Ticket) =>
  [ticket.entrance, ticket.section, ticket.row, ticket.seat].filter(Boolean).join(' · ');

/// A house without events has no purchases; what somebody permits is said in any.
export function PurchasesTab({ customer }: { customer: number }) {
  return useHasModule('venue') ? <Purchases customer={customer} /> : <Declarations customer={customer} />;
}

function Purchases({ customer }: { customer: number }) {
  const t = useText();
  const purchases = usePurchases(customer);
  const first = purchases.data?.pages[0];
  const orders = purchases.data?.pages.flatMap((page) => page.orders) ?? [];
  if (!first && purchases.error)
    return (
      <p role="alert">
        {words_of(purchases.error, t)}{' '}
        <button type="button" className="button" onClick={() => void purchases.refetch()}>
          {t('ui.retry')}
        </button>
      </p>
    );
  if (!first)
    return (
      <p className="quiet" aria-busy="true">
        {t('ui.purchases.loading')}
      </p>
    );
  return (
    <div className="stack">
      <Figures figures={first.figures} />
      <SeatRights customer={customer} />
      <ParkedMoney customer={customer} />
      <section aria-labelledby="orders">
        <h2 id="orders">{t('ui.purchases.orders')}</h2>
        {orders.length === 0 ? <p className="quiet">{t('ui.purchases.none')}</p> : null}
        {orders.map((order, place) => (
          <OrderCard key={order.id} {...{ order, customer }} open={place === 0} />
        ))}
        {purchases.isFetchNextPageError ? <p role="alert">{words_of(purchases.error, t)}</p> : null}
        {purchases.hasNextPage ? (
          <button type="button" className="button" onClick={() => void purchases.fetchNextPage()}>
            {t('ui.purchases.more')}
          </button>
        ) : null}
      </section>
      <Declarations customer={customer} />
    </div>
  );
}

function Figures({ figures }: { figures: Page['figures'] }) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const next = figures.next_event;
  const shown: [string, string][] = [
    [t('ui.purchases.turnover'), `${show_money(figures.turnover, language)} ${house?.currency}`],
    [t('ui.purchases.tickets'), show_number(figures.tickets, language)],
    [
      t('ui.purchases.last'),
      figures.last_purchase_at ? show_instant(figures.last_purchase_at, language, house?.time_zone) : '–',
    ],
    [t('ui.purchases.next'), next ? `${next.name}, ${when(next, language, house?.time_zone)}` : '–'],
  ];
  return (
    <dl className={styles.figures}>
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const when = (event: Event, language: string, zone?: string) =>
  event.starts_at ? show_instant(event.starts_at, language, zone) : '';

function OrderCard({ order, customer, open }: { order: Order; customer: number; open: boolean }) {
  const t = useText();
  const may = useMay();
  const language = useLanguage();
  const { house } = useSession();
  return (
    <details className={styles.order} open={open} data-order={order.number}>
      <summary>
        <strong>{t('ui.purchases.order', { number: order.number })}</strong>
        <span className={`chip ${order.state === 'reserved' ? 'warn' : order.state === 'deleted' ? 'danger' : 'ok'}`}>
          {t(`ui.purchases.state.${order.state}`)}
        </span>
        <span>{order.ordered_at ? show_instant(order.ordered_at, language, house?.time_zone) : ''}</span>
        <span className="quiet">{[...new Set(order.tickets.map((one) => one.event?.name))].join(', ')}</span>
        <span className="grow" />
        <span>
          {show_money(order.total, language)} {house?.currency}
        </span>
      </summary>
      <Lines order={order} />
      <PrintTickets order={order} />
      {order.state === 'reserved' && order.paid !== null ? (
        <PayFromParked order={order.id} customer={customer} />
      ) : null}
      {may('sales.sell') ? (
        <p>
          <Link to="/orders/$id" params={{ id: String(order.id) }} className="button">
            {t('ui.purchases.open_order')}
          </Link>
        </p>
      ) : null}
      <p className="quiet">
        {[
          order.paid === null
            ? ''
            : t('ui.purchases.paid', { amount: `${show_money(order.paid, language)} ${house?.currency}` }),
          order.description,
        ]
          .filter(Boolean)
          .join(' · ')}
        {order.receipt_url ? (
          <>
            {' · '}
            <a href={order.receipt_url} target="_blank" rel="noreferrer">
              {t('ui.purchases.receipt')}
            </a>
          </>
        ) : null}
      </p>
      <Receipts order={order} />
    </details>
  );
}

/// Each payment with its receipt, opened as a PDF.
function Receipts({ order }: { order: Order }) {
  const t = useText();
  const may = useMay();
  const language = useLanguage();
  if (!may('sales.sell') || !order.receipts.length) return null;
  return (
    <p>
      {order.receipts.map(({ number, amount }) => (
        <a
          key={number}
          className="button quiet"
          href={address(`/orders/${order.id}/receipt.pdf?number=${number}`)}
          target="_blank"
          rel="noreferrer"
        >
          {t('ui.purchases.receipt_of', { number, amount: show_money(amount, language) })}
        </a>
      ))}
    </p>
  );
}

/// The key of an order: its tickets printed, or sent.
function PrintTickets({ order }: { order: Order }) {
  const t = useText();
  const may = useMay();
  const [open, set_open] = useState(false);
  if (!may('sales.sell') || !order.tickets.some((one) => one.state === 'sold')) return null;
  return (
    <p>
      <button type="button" className="button" onClick={() => set_open(true)}>
        {t('ui.tickets.open')}
      </button>
      {open ? <TicketsDialog order={order.id} on_close={() => set_open(false)} /> : null}
    </p>
  );
}

const columns = ['event', 'start', 'type', 'place', 'state', 'price', 'fee'] as const;
const amounts = new Set<string>(['price', 'fee']);
const is_gone = (state: State) => state === 'deleted' || state === 'returned';

function Lines({ order }: { order: Order }) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  return (
    <table className="plain" aria-label={t('ui.purchases.order', { number: order.number })}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} className={amounts.has(column) ? 'number' : undefined}>
              {t(`ui.purchases.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {order.tickets.map((ticket) => (
          <tr key={ticket.id} className={is_gone(ticket.state) ? styles.gone : undefined}>
            <td>{ticket.event?.name}</td>
            <td>{ticket.event ? when(ticket.event, language, house?.time_zone) : ''}</td>
            <td>{[ticket.ticket_type, ticket.subscription, ticket.promotion].filter(Boolean).join(', ')}</td>
            <td>{place_of(ticket)}</td>
            <td>
              {t(`ui.purchases.state.${ticket.state}`)}
              {ticket.scanned_at
                ? `, ${t('ui.purchases.scanned')}`
                : ticket.printed
                  ? `, ${t('ui.purchases.printed')}`
                  : ''}
            </td>
            <td className={styles.amount}>{show_money(ticket.price, language)}</td>
            <td className={styles.amount}>{show_money(ticket.fee, language)}</td>
          </tr>
        ))}
        {order.products.map((product, place) => (
          <tr key={`product ${place}`} className={is_gone(product.state) ? styles.gone : undefined}>
            <td>{product.product}</td>
            <td>{product.event ? when(product.event, language, house?.time_zone) : ''}</td>
            <td>{t('ui.purchases.pieces', { count: product.quantity })}</td>
            <td />
            <td>{t(`ui.purchases.state.${product.state}`)}</td>
            <td className={styles.amount}>{show_money(product.amount, language)}</td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
