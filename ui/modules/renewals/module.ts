// Seat rights and the renewal desk in the browser: addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';
import { shows, type Show } from './requests.ts';

export interface DeskSearch {
  renewal?: number;
  show?: Show;
}

const desk = createRoute({
  getParentRoute: () => root,
  path: '/renewals',
  validateSearch: (search: Record<string, unknown>): DeskSearch => ({
    renewal: Number(search.renewal) || undefined,
    show: shows.find((one) => one === search.show),
  }),
  component: lazyRouteComponent(
    with_words(['records', 'forms', 'renewals'], () => import('./Desk.tsx')),
    'Desk',
  ),
});

const subscriptions = createRoute({
  getParentRoute: () => root,
  path: '/subscription-dates',
  component: lazyRouteComponent(
    with_words(['records', 'forms', 'renewals'], () => import('./Subscriptions.tsx')),
    'Subscriptions',
  ),
});

export const routes = [desk, subscriptions] as const;

export const places: readonly Place[] = [
  { to: '/renewals', icon: 'seats', text: 'ui.place.renewals', right: 'renewals.run', module: 'venue', shut: true },
  {
    to: '/subscription-dates',
    icon: 'star',
    text: 'ui.place.subscription_dates',
    right: 'events.change',
    module: 'venue',
    seldom: true,
  },
  { to: '/reports/seat-rights', icon: 'list', text: 'ui.place.seat_rights', right: 'sales.read', seldom: true },
  { to: '/reports/renewals', icon: 'list', text: 'ui.place.renewal_rest', right: 'renewals.run', seldom: true },
];
