// The changes of the house in the browser: addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { search_of } from '../../parts/list/filter.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';

const changes = createRoute({
  getParentRoute: () => root,
  path: '/changes',
  validateSearch: search_of,
  component: lazyRouteComponent(
    with_words(['records', 'list', 'parameters', 'audit', 'merges'], () => import('./Changes.tsx')),
    'Changes',
  ),
});

export const routes = [changes] as const;

export const places: readonly Place[] = [
  { to: '/changes', icon: 'history', text: 'ui.place.changes', right: 'audit.read' },
];
