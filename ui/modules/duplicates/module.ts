// Probable duplicates in the browser: addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';

const duplicates = createRoute({
  getParentRoute: () => root,
  path: '/duplicates',
  component: lazyRouteComponent(
    with_words(['records', 'lists', 'duplicates', 'merges'], () => import('./Register.tsx')),
    'Register',
  ),
});

export const routes = [duplicates] as const;

export const places: readonly Place[] = [
  {
    to: '/duplicates',
    icon: 'twice',
    text: 'ui.place.duplicates',
    also: 'ui.place.duplicates.also',
    right: 'customers.merge',
  },
];
