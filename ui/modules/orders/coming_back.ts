// What comes back of an order, and how much of its money: the server says the same when it is done.
import type { Marked, Order } from './requests.ts';

const is_live = (state: string) => state === 'sold' || state === 'reserved';
const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0);

/// None marked: all of it. `fees`: of sold tickets, which the house may keep.
export function coming_back(order: Order, marked: Marked, keep_fees: boolean) {
  const all = marked.tickets.length + marked.products.length === 0;
  const tickets = order.tickets.filter(({ id, state }) => is_live(state) && (all || marked.tickets.includes(id)));
  const products = order.products.filter(({ id, state }) => is_live(state) && (all || marked.products.includes(id)));
  const fees = sum(tickets.filter(({ state }) => state === 'sold').map(({ fee }) => Math.max(0, Number(fee))));
  const cost =
    sum(tickets.map(({ price, fee }) => Number(price) + Number(fee)))
    + sum(products.map(({ quantity, unit_price }) => quantity * Number(unit_price)));
  const left = Number(order.total) - cost + (keep_fees ? fees : 0);
  return {
    count: tickets.length + products.length,
    fees: fees.toFixed(2),
    money: Math.max(0, Number(order.paid) - left).toFixed(2),
  };
}
