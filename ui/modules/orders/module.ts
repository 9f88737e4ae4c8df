// The sales ledger in the browser: addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { search_of } from '../../lists/filter.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';

const sales = createRoute({
  getParentRoute: () => root,
  path: '/reports/sales',
  validateSearch: search_of,
  component: lazyRouteComponent(
    with_words(['records', 'lists', 'orders'], () => import('./SalesLedger.tsx')),
    'SalesLedger',
  ),
});

export const routes = [sales] as const;

export const places: readonly Place[] = [
  { to: '/reports/sales', icon: 'ledger', text: 'ui.place.sales', right: 'sales.read' },
];
