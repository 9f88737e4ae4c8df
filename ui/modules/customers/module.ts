// The register and the profile in the browser: addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { handed } from '../../shell/module.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { number, text, yes } from '../../shell/search_params.ts';
import { with_words } from '../../shell/words.ts';
import { LetterWriter } from '../selections/letter_writer.ts';
import type { ListSearch } from './useList.ts';

// A profile shows the work of many modules.
const profile_words = [
  'renewals',
  'records',
  'parameters',
  'forms',
  'customers',
  'search',
  'duplicates',
  'merges',
  'audit',
  'bookings',
  'tickets',
  'telephony',
] as const;

const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: (search: Record<string, unknown>): ListSearch => ({
    filter: text(search.filter),
    order: text(search.order),
    direction: search.direction === 'desc' ? 'desc' : search.direction === 'asc' ? 'asc' : undefined,
    row: number(search.row),
    hidden: yes(search.hidden),
  }),
  component: lazyRouteComponent(
    with_words(['records', 'lists', 'parameters', 'customers', 'merges'], () => import('./CustomerList.tsx')),
    'CustomerList',
  ),
});

const new_customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/new/$kind',
  validateSearch: (search: Record<string, unknown>): { name?: string; phone?: string } => ({
    name: text(search.name),
    phone: text(search.phone),
  }),
  component: lazyRouteComponent(
    with_words(profile_words, () => import('./Profile.tsx')),
    'NewProfile',
  ),
});

const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$id',
  component: lazyRouteComponent(
    with_words(profile_words, () => import('./Profile.tsx')),
    'Profile',
  ),
});

export const routes = [customers, new_customer, customer] as const;

export const places: readonly Place[] = [
  {
    to: '/customers',
    icon: 'people',
    text: 'ui.place.customers',
    right: 'customers.read',
    also: 'ui.place.customers.also',
  },
];

const SerialLetter = lazy(
  with_words(['records', 'forms', 'customers'], async () => ({
    default: (await import('./SerialLetter.tsx')).SerialLetter,
  })),
);

export const hands = [handed(LetterWriter, SerialLetter)] as const;
