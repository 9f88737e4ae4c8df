// Taking over files in the browser: addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';

const imports = createRoute({
  getParentRoute: () => root,
  path: '/imports',
  component: lazyRouteComponent(
    with_words(['records', 'forms', 'imports', 'duplicates', 'audit'], () => import('./Imports.tsx')),
    'Imports',
  ),
});

export const routes = [imports] as const;

export const places: readonly Place[] = [
  {
    to: '/imports',
    icon: 'upload',
    text: 'ui.place.imports',
    also: 'ui.place.imports.also',
    right: 'imports.run',
    shut: true,
  },
];
