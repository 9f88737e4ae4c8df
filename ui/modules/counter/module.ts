// The counter in the browser: its address and its place in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';

export interface CounterSearch {
  event?: number;
}

const counter = createRoute({
  getParentRoute: () => root,
  path: '/counter',
  validateSearch: (search: Record<string, unknown>): CounterSearch => ({ event: Number(search.event) || undefined }),
  component: lazyRouteComponent(
    with_words(['records', 'counter', 'events', 'search', 'tickets'], () => import('./Counter.tsx')),
    'Counter',
  ),
});

export const routes = [counter] as const;

export const places: readonly Place[] = [
  { to: '/counter', icon: 'seats', text: 'ui.place.counter', right: 'sales.sell', module: 'venue' },
];
