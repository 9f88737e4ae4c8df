// Settings of the house in the browser: addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { text } from '../../shell/search_params.ts';
import { with_words } from '../../shell/words.ts';

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: (search: Record<string, unknown>): { section?: string; find?: string } => ({
    section: text(search.section),
    find: text(search.find),
  }),
  component: lazyRouteComponent(
    with_words(['records', 'parameters', 'forms', 'settings'], () => import('./Settings.tsx')),
    'Settings',
  ),
});

export const routes = [settings] as const;

export const places: readonly Place[] = [
  {
    to: '/settings',
    icon: 'settings',
    text: 'ui.place.settings',
    right: 'parameters.manage',
    also: 'ui.place.settings.also',
  },
];
