// The ticket side's data in the browser: event dates, and what they are made of.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { text } from '../../shell/search_params.ts';
import { with_words } from '../../shell/words.ts';

const administration = createRoute({
  getParentRoute: () => root,
  path: '/administration/$what',
  component: lazyRouteComponent(
    with_words(
      ['records', 'parameters', 'forms', 'settings', 'consents', 'events'],
      () => import('./Administration.tsx'),
    ),
    'Administration',
  ),
});

const event_dates = createRoute({
  getParentRoute: () => root,
  path: '/event-dates',
  validateSearch: (search: Record<string, unknown>): { q?: string; scope?: string } => ({
    q: text(search.q),
    scope: text(search.scope),
  }),
  component: lazyRouteComponent(
    with_words(['records', 'parameters', 'forms', 'settings', 'events'], () => import('./EventDates.tsx')),
    'EventDates',
  ),
});

const seat_plans = createRoute({
  getParentRoute: () => root,
  path: '/seat-plans',
  component: lazyRouteComponent(
    with_words(['records', 'parameters', 'forms', 'settings', 'events'], () => import('./SeatPlans.tsx')),
    'SeatPlans',
  ),
});

const seat_plan = createRoute({
  getParentRoute: () => root,
  path: '/seat-plans/$plan',
  validateSearch: (search: Record<string, unknown>): { hall?: string; name?: string } => ({
    hall: text(search.hall),
    name: text(search.name),
  }),
  component: lazyRouteComponent(
    with_words(['records', 'parameters', 'forms', 'settings', 'events'], () => import('./SeatPlan.tsx')),
    'SeatPlan',
  ),
});

export const routes = [administration, event_dates, seat_plans, seat_plan] as const;

const right = 'events.change';
const module = 'venue';
export const places: readonly Place[] = [
  { to: '/event-dates', icon: 'seats', text: 'ui.place.event_dates', right, module },
  { to: '/administration/seasons', icon: 'list', text: 'ui.place.seasons', right, module },
  { to: '/administration/venues', icon: 'home', text: 'ui.place.venues', right, module, seldom: true },
  { to: '/administration/halls', icon: 'seats', text: 'ui.place.halls', right, module, seldom: true },
  { to: '/seat-plans', icon: 'seats', text: 'ui.place.seat-plans', right, module, seldom: true },
  { to: '/administration/promoters', icon: 'people', text: 'ui.place.promoters', right, module, seldom: true },
  { to: '/administration/productions', icon: 'star', text: 'ui.place.productions', right, module, seldom: true },
  { to: '/administration/genres', icon: 'tag', text: 'ui.place.genres', right, module, seldom: true },
  { to: '/administration/event-tags', icon: 'tag', text: 'ui.place.event-tags', right, module, seldom: true },
  { to: '/administration/ticket-types', icon: 'tag', text: 'ui.place.ticket-types', right, module, seldom: true },
  {
    to: '/administration/subscriptions',
    icon: 'star',
    text: 'ui.place.subscriptions',
    also: 'ui.place.subscriptions.also',
    right,
    module,
    seldom: true,
  },
  {
    to: '/administration/promotions',
    icon: 'percent',
    text: 'ui.place.promotions',
    also: 'ui.place.promotions.also',
    right,
    module,
    seldom: true,
  },
  { to: '/administration/articles', icon: 'box', text: 'ui.place.articles', right, module, seldom: true },
  { to: '/administration/label-rules', icon: 'tag', text: 'ui.place.label-rules', right, module, seldom: true },
];
