// The changes of the house in the browser: addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { search_of } from '../../lists/filter.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { number } from '../../shell/search_params.ts';
import { with_words } from '../../shell/words.ts';

/// The change that somebody came for, and what he asks of the list.
interface ChangesSearch {
  event?: number;
  [asked: string]: string | number | undefined;
}

const changes = createRoute({
  getParentRoute: () => root,
  path: '/changes',
  validateSearch: ({ event, ...asked }: Record<string, unknown>): ChangesSearch => ({
    ...search_of(asked),
    event: number(event),
  }),
  component: lazyRouteComponent(
    with_words(['records', 'lists', 'parameters', 'audit', 'merges'], () => import('./Changes.tsx')),
    'Changes',
  ),
});

export const routes = [changes] as const;

export const places: readonly Place[] = [
  { to: '/changes', icon: 'history', text: 'ui.place.changes', right: 'audit.read', also: 'ui.place.changes.also' },
];
