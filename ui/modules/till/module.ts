// Tills in the browser: the own one, the list of all, and receipts; their addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { search_of } from '../../lists/filter.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';

const till_words = ['records', 'lists', 'forms', 'till'] as const;

const mine = createRoute({
  getParentRoute: () => root,
  path: '/till',
  component: lazyRouteComponent(
    with_words(till_words, () => import('./TillScreen.tsx')),
    'TillScreen',
  ),
});

const all = createRoute({
  getParentRoute: () => root,
  path: '/tills',
  validateSearch: search_of,
  component: lazyRouteComponent(
    with_words(till_words, () => import('./TillLists.tsx')),
    'TillList',
  ),
});

const receipts = createRoute({
  getParentRoute: () => root,
  path: '/receipts',
  validateSearch: search_of,
  component: lazyRouteComponent(
    with_words(till_words, () => import('./TillLists.tsx')),
    'ReceiptList',
  ),
});

export const routes = [mine, all, receipts] as const;

export const places: readonly Place[] = [
  { to: '/till', icon: 'ledger', text: 'ui.place.till', also: 'ui.place.till.also', right: 'till.use', module: 'till' },
  { to: '/tills', icon: 'ledger', text: 'ui.place.tills', right: 'till.use', module: 'till', seldom: true },
  { to: '/receipts', icon: 'ledger', text: 'ui.place.receipts', right: 'receipts.read', seldom: true },
];
