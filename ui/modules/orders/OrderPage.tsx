// One order: what it holds and what was paid, and what the office does with it. Tickets are marked with the space bar; every
// action is a button with a message that takes it back.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTold } from '../../forms/told.ts';
import { show_instant, show_money } from '../../parts/format.ts';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay, useSession } from '../../shell/session.tsx';
import { words_of } from '../../shell/words_of.ts';
import { tell_failure } from '../../forms/saving.ts';
import { OrderDialog } from './OrderDialog.tsx';
import type { Doing } from './useDoing.ts';
import { change_order, follow, get_order, order_key, type Order, type OrderTicket } from './requests.ts';

const is_live = (state: string) => state === 'sold' || state === 'reserved';
const place_of = (ticket: OrderTicket) =>
  [ticket.entrance, ticket.section, ticket.row, ticket.seat].filter(Boolean).join(' · ');

export function OrderPage() {
  const t = useText();
  const id = Number(useParams({ from: '/orders/$id' }).id);
  const { data: order, error } = useQuery({
    queryKey: order_key(id),
    retry: false,
    queryFn: ({ signal }) => get_order(id, signal),
  });
  useWindowTitle(t('ui.orders.title', { number: order?.number ?? '' }));
  if (error) return <p role="alert">{words_of(error, t)}</p>;
  if (!order) return <p className="quiet" aria-busy="true" />;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('ui.orders.title', { number: order.number })}</h1>
        {order.customer ? (
          <Link to="/customers/$id" params={{ id: String(order.customer) }}>
            {order.customer_name}
          </Link>
        ) : (
          <span className="quiet">{t('ui.orders.anonymous')}</span>
        )}
      </div>
      <OrderView key={order.version} order={order} />
    </div>
  );
}

/// Which of its lines are marked.
function useMarked() {
  const [tickets, set_tickets] = useState<readonly number[]>([]);
  const [products, set_products] = useState<readonly number[]>([]);
  const with_or_without = (list: readonly number[], id: number) =>
    list.includes(id) ? list.filter((one) => one !== id) : [...list, id];
  return {
    tickets,
    products,
    mark_ticket: (id: number) => set_tickets(with_or_without(tickets, id)),
    mark_product: (id: number) => set_products(with_or_without(products, id)),
  };
}
type Marking = ReturnType<typeof useMarked>;

function OrderView({ order }: { order: Order }) {
  const marked = useMarked();
  return (
    <div className="page-scroll stack" data-order={order.id}>
      <Money order={order} />
      <Lines {...{ order, marked }} />
      <Actions {...{ order, marked }} />
    </div>
  );
}

function Money({ order }: { order: Order }) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const amount = (value: string) => `${show_money(value, language)} ${house?.currency}`;
  const open = Number(order.open);
  return (
    <p>
      {t('ui.orders.total')} <b>{amount(order.total)}</b> · {t('ui.orders.paid')} <b>{amount(order.paid)}</b>
      {order.payments.length
        ? ` (${order.payments.map((one) => `${t(`ui.orders.kind.${one.kind}` as never)} ${amount(one.amount)}`).join(', ')})`
        : ''}{' '}
      {open > 0 ? <span className="chip warn">{t('ui.orders.open', { amount: amount(order.open) })}</span> : null}
      {open < 0 ? (
        <span className="chip warn" data-overpaid={-open}>
          {t('ui.orders.overpaid', { amount: amount(String(-open)) })}
        </span>
      ) : null}
      {order.expires_at ? (
        <span className="chip">
          {t(order.delete_on_expiry ? 'ui.orders.until_deleted' : 'ui.orders.until', {
            time: show_instant(order.expires_at, language, house?.time_zone),
          })}
        </span>
      ) : null}
    </p>
  );
}

const heads = ['mark', 'what', 'begins', 'type', 'place', 'state', 'price'] as const;

function Lines({ order, marked }: { order: Order; marked: Marking }) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const box = (label: string, on: boolean, mark: () => void) => (
    <input type="checkbox" aria-label={t('ui.orders.mark', { what: label })} checked={on} onChange={mark} />
  );
  return (
    <table className="plain" aria-label={t('ui.orders.title', { number: order.number })}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col" className={head === 'price' ? 'number' : undefined}>
              {head === 'mark' ? (
                <span className="hidden">{t('ui.orders.head.mark')}</span>
              ) : (
                t(`ui.orders.head.${head}`)
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {order.tickets.map((ticket) => {
          const words = [ticket.event_name, place_of(ticket)].filter(Boolean).join(', ');
          return (
            <tr key={ticket.id} data-ticket={ticket.id}>
              <td>
                {is_live(ticket.state)
                  ? box(words, marked.tickets.includes(ticket.id), () => marked.mark_ticket(ticket.id))
                  : null}
              </td>
              <td>{ticket.event_name}</td>
              <td>{ticket.starts_at ? show_instant(ticket.starts_at, language, house?.time_zone) : ''}</td>
              <td>{ticket.ticket_type}</td>
              <td>{place_of(ticket)}</td>
              <td>{t(`ui.orders.state.${ticket.state}`)}</td>
              <td className="number">
                {show_money(ticket.price, language)}
                {Number(ticket.fee) ? ` + ${show_money(ticket.fee, language)}` : ''}
                {Number(ticket.fee_kept) ? (
                  <span className="chip">
                    {t('ui.orders.fee_kept', { amount: show_money(ticket.fee_kept, language) })}
                  </span>
                ) : null}
              </td>
            </tr>
          );
        })}
        {order.products.map((product) => (
          <tr key={`product ${product.id}`} data-product={product.id}>
            <td>
              {is_live(product.state)
                ? box(product.product ?? '', marked.products.includes(product.id), () =>
                    marked.mark_product(product.id),
                  )
                : null}
            </td>
            <td>{product.product}</td>
            <td />
            <td>{product.quantity} ×</td>
            <td />
            <td>{t(`ui.orders.state.${product.state}`)}</td>
            <td className="number">{show_money(product.unit_price, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Actions({ order, marked }: { order: Order; marked: Marking }) {
  const t = useText();
  const may = useMay();
  const told = useTold(follow);
  const navigate = useNavigate();
  const [doing, set_doing] = useState<Doing>();
  if (!may('sales.sell')) return null;
  const some = marked.tickets.length + marked.products.length;
  const overpaid = Number(order.open) < 0 && may('sales.refund');
  const is_reserved = [...order.tickets, ...order.products].some((one) => one.state === 'reserved');
  const split = async () => {
    try {
      const part = await change_order(order, 'POST', '/splits', { tickets: marked.tickets, products: marked.products });
      told(part.change_event ?? undefined, t('ui.orders.was_split', { number: part.number }), {
        undone: () => void navigate({ to: '/orders/$id', params: { id: String(order.id) } }),
      });
    } catch (reason) {
      tell_failure(reason, t);
    }
  };
  const lines = [...order.tickets, ...order.products].filter((one) => is_live(one.state));
  const button = (what: Doing, can = true, count = 0) => (
    <button type="button" className="button" data-do={what} disabled={!can} onClick={() => set_doing(what)}>
      {t(`ui.orders.do.${what}`, { count })}
    </button>
  );
  return (
    <div className="row">
      {Number(order.open) > 0 ? button('pay') : null}
      {lines.length ? button('give_back', true, some) : null}
      {lines.length
        ? button('exchange', marked.tickets.length > 0 && marked.products.length === 0, marked.tickets.length)
        : null}
      <button type="button" className="button" data-do="split" disabled={some === 0} onClick={() => void split()}>
        {t('ui.orders.do.split', { count: some })}
      </button>
      {order.customer ? button('merge') : null}
      {button('give')}
      {is_reserved ? button('prolong') : null}
      {overpaid ? button('pay_back') : null}
      {overpaid && order.customer ? button('move') : null}
      {overpaid && order.customer ? button('credit') : null}
      {doing ? (
        <OrderDialog
          {...{ order, doing }}
          marked={{ tickets: marked.tickets, products: marked.products }}
          on_close={() => set_doing(undefined)}
        />
      ) : null}
    </div>
  );
}
