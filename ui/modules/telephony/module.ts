// Calls in the browser: the list, the address for the call service, and what dialling does.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { Dialling } from '../../forms/dialling.ts';
import { search_of } from '../../lists/filter.ts';
import { handed } from '../../shell/module.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';
import { dial } from './dialling.ts';

const calls = createRoute({
  getParentRoute: () => root,
  path: '/reports/calls',
  validateSearch: search_of,
  component: lazyRouteComponent(
    with_words(['records', 'lists', 'forms', 'telephony'], () => import('./CallList.tsx')),
    'CallList',
  ),
});

const service = createRoute({
  getParentRoute: () => root,
  path: '/calls/service',
  component: lazyRouteComponent(
    with_words(['records', 'forms', 'telephony'], () => import('./CallService.tsx')),
    'CallService',
  ),
});

export const routes = [calls, service] as const;

export const hands = [handed(Dialling, dial)] as const;

export const Beside = lazy(
  with_words(['telephony'], async () => ({ default: (await import('./CallDesk.tsx')).CallDesk })),
);

export const places: readonly Place[] = [
  {
    to: '/reports/calls',
    icon: 'phone',
    text: 'ui.place.calls',
    also: 'ui.place.calls.also',
    right: 'calls.read',
    module: 'telephony',
  },
  {
    to: '/calls/service',
    icon: 'settings',
    text: 'ui.place.call_service',
    also: 'ui.place.call_service.also',
    right: 'parameters.manage',
    module: 'telephony',
    seldom: true,
  },
];
