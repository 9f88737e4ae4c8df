// The search form in the browser: addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { LinkPicker } from '../../forms/link_picker.ts';
import { handed } from '../../shell/module.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { text, yes } from '../../shell/search_params.ts';
import { with_words } from '../../shell/words.ts';

/// The filled criteria of the search form, by their names.
export interface SearchFormSearch {
  hidden?: boolean;
  [criterion: string]: string | boolean | undefined;
}

const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  validateSearch: ({ hidden, ...asked }: Record<string, unknown>): SearchFormSearch => ({
    ...Object.fromEntries(
      Object.entries(asked).flatMap(([name, value]) => (text(value) ? [[name, text(value)!]] : [])),
    ),
    hidden: yes(hidden),
  }),
  component: lazyRouteComponent(
    with_words(['records', 'forms', 'customers', 'search'], () => import('./CustomerSearch.tsx')),
    'CustomerSearch',
  ),
});

const line_words = ['records', 'forms', 'customers', 'search', 'bookings'] as const;
const texts_of = (search: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(search).flatMap(([name, value]) => (text(value) ? [[name, text(value)!]] : [])));

const bookings = createRoute({
  getParentRoute: () => root,
  path: '/search/bookings',
  validateSearch: texts_of,
  component: lazyRouteComponent(
    with_words(line_words, () => import('./LineSearch.tsx')),
    'BookingSearch',
  ),
});

const participants = createRoute({
  getParentRoute: () => root,
  path: '/search/participants',
  validateSearch: texts_of,
  component: lazyRouteComponent(
    with_words(line_words, () => import('./LineSearch.tsx')),
    'ParticipantSearch',
  ),
});

export const routes = [search, bookings, participants] as const;

export const places: readonly Place[] = [
  { to: '/search', icon: 'search', text: 'ui.place.search', right: 'search', also: 'ui.place.search.also' },
  {
    to: '/search/bookings',
    icon: 'search',
    text: 'ui.place.search_bookings',
    also: 'ui.place.search_bookings.also',
    right: 'bookings.read',
    module: 'travel',
    seldom: true,
  },
  {
    to: '/search/participants',
    icon: 'search',
    text: 'ui.place.search_participants',
    also: 'ui.place.search_participants.also',
    right: 'bookings.read',
    module: 'travel',
    seldom: true,
  },
];

const CustomerPicker = lazy(
  with_words(['records', 'forms', 'customers', 'search'], async () => ({
    default: (await import('./CustomerPicker.tsx')).CustomerPicker,
  })),
);

export const hands = [handed(LinkPicker, CustomerPicker)] as const;
