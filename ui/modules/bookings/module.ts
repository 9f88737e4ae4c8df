// Bookings in the browser: their addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { number } from '../../shell/search_params.ts';
import { with_words } from '../../shell/words.ts';

const booking_words = ['records', 'parameters', 'forms', 'customers', 'search', 'bookings'] as const;

const begun = createRoute({
  getParentRoute: () => root,
  path: '/bookings/new',
  validateSearch: (search: Record<string, unknown>): { customer?: number } => ({ customer: number(search.customer) }),
  component: lazyRouteComponent(
    with_words(booking_words, () => import('./BookingScreen.tsx')),
    'NewBookingPage',
  ),
});

const booking = createRoute({
  getParentRoute: () => root,
  path: '/bookings/$number',
  component: lazyRouteComponent(
    with_words(booking_words, () => import('./BookingScreen.tsx')),
    'BookingPage',
  ),
});

const settlements = createRoute({
  getParentRoute: () => root,
  path: '/agency-settlements',
  component: lazyRouteComponent(
    with_words(booking_words, () => import('./AgencySettlements.tsx')),
    'AgencySettlements',
  ),
});

const archive = createRoute({
  getParentRoute: () => root,
  path: '/booking-archive',
  component: lazyRouteComponent(
    with_words(booking_words, () => import('./Archive.tsx')),
    'Archive',
  ),
});

export const routes = [begun, booking, settlements, archive] as const;

export const places: readonly Place[] = [
  {
    to: '/agency-settlements',
    icon: 'list',
    text: 'ui.place.agency_settlements',
    right: 'bookings.invoice',
    module: 'agency',
    seldom: true,
  },
  {
    to: '/booking-archive',
    icon: 'list',
    text: 'ui.place.booking_archive',
    also: 'ui.place.booking_archive.also',
    right: 'bookings.archive',
    module: 'archive',
    seldom: true,
    shut: true,
  },
];
