// Users and roles in the browser: addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';

const users = createRoute({
  getParentRoute: () => root,
  path: '/users',
  component: lazyRouteComponent(
    with_words(['records', 'forms', 'accounts'], () => import('./Users.tsx')),
    'Users',
  ),
});

export const routes = [users] as const;

export const places: readonly Place[] = [
  { to: '/users', icon: 'key', text: 'ui.place.users', also: 'ui.place.users.also', right: 'users.manage' },
];
