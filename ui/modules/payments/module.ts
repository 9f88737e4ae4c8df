// Payments in the browser: open items, direct debits, dunning; their addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { search_of } from '../../lists/filter.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';

const payment_words = ['records', 'lists', 'payments'] as const;

const open_items = createRoute({
  getParentRoute: () => root,
  path: '/payments/open-items',
  validateSearch: search_of,
  component: lazyRouteComponent(
    with_words(['records', 'lists', 'payments', 'bookings'], () => import('./OpenItems.tsx')),
    'OpenItems',
  ),
});

const direct_debits = createRoute({
  getParentRoute: () => root,
  path: '/payments/direct-debits',
  component: lazyRouteComponent(
    with_words(payment_words, () => import('./DirectDebits.tsx')),
    'DirectDebits',
  ),
});

const dunning = createRoute({
  getParentRoute: () => root,
  path: '/payments/dunning',
  component: lazyRouteComponent(
    with_words(payment_words, () => import('./Dunning.tsx')),
    'Dunning',
  ),
});

export const routes = [open_items, direct_debits, dunning] as const;

export const places: readonly Place[] = [
  {
    to: '/payments/open-items',
    icon: 'ledger',
    text: 'ui.place.open_items',
    also: 'ui.place.open_items.also',
    right: 'payments.read',
    module: 'payments',
  },
  {
    to: '/payments/direct-debits',
    icon: 'jobs',
    text: 'ui.place.direct_debits',
    also: 'ui.place.direct_debits.also',
    right: 'payments.debit',
    module: 'direct_debit',
    seldom: true,
  },
  {
    to: '/payments/dunning',
    icon: 'print',
    text: 'ui.place.dunning',
    also: 'ui.place.dunning.also',
    right: 'payments.dun',
    module: 'payments',
    seldom: true,
  },
];
