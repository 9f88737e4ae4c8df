// Orders in the browser: the sales ledger, one order, and the lists of orders an office must look at.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { search_of } from '../../lists/filter.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';

const list_words = ['records', 'lists', 'orders'] as const;

const sales = createRoute({
  getParentRoute: () => root,
  path: '/reports/sales',
  validateSearch: search_of,
  component: lazyRouteComponent(
    with_words(list_words, () => import('./SalesLedger.tsx')),
    'SalesLedger',
  ),
});

const order = createRoute({
  getParentRoute: () => root,
  path: '/orders/$id',
  component: lazyRouteComponent(
    with_words(['records', 'lists', 'forms', 'orders', 'counter', 'events', 'search'], () => import('./OrderPage.tsx')),
    'OrderPage',
  ),
});

const list_route = <Path extends string>(path: Path, screen: keyof typeof import('./OrderLists.tsx')) =>
  createRoute({
    getParentRoute: () => root,
    path,
    validateSearch: search_of,
    component: lazyRouteComponent(
      with_words(list_words, () => import('./OrderLists.tsx')),
      screen,
    ),
  });

const overpaid = list_route('/reports/overpaid-orders', 'OverpaidOrders');
const reservations = list_route('/reports/reservations', 'Reservations');
const cancelled = list_route('/reports/cancelled-dates', 'CancelledDates');

export const routes = [sales, order, overpaid, reservations, cancelled] as const;

const right = 'sales.read';
const module = 'venue';
export const places: readonly Place[] = [
  { to: '/reports/sales', icon: 'ledger', text: 'ui.place.sales', right },
  { to: '/reports/overpaid-orders', icon: 'ledger', text: 'ui.place.overpaid_orders', right, module, seldom: true },
  { to: '/reports/reservations', icon: 'list', text: 'ui.place.reservations', right, module, seldom: true },
  { to: '/reports/cancelled-dates', icon: 'list', text: 'ui.place.cancelled_dates', right, module, seldom: true },
];
