// What is kept about customers wherever there is no ticket side, too: labels (how they look, how long they hold) and
// permissions with their words.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';

const label_definitions = createRoute({
  getParentRoute: () => root,
  path: '/administration/label-definitions',
  component: lazyRouteComponent(
    with_words(['records', 'parameters', 'forms', 'settings', 'consents', 'events'], () => import('./Definitions.tsx')),
    'LabelDefinitions',
  ),
});

const permission_definitions = createRoute({
  getParentRoute: () => root,
  path: '/administration/permission-definitions',
  component: lazyRouteComponent(
    with_words(['records', 'parameters', 'forms', 'settings', 'consents', 'events'], () => import('./Definitions.tsx')),
    'PermissionDefinitions',
  ),
});

export const routes = [label_definitions, permission_definitions] as const;

export const places: readonly Place[] = [
  {
    to: '/administration/label-definitions',
    icon: 'tag',
    text: 'ui.place.label-definitions',
    also: 'ui.place.label-definitions.also',
    right: 'customers.read',
    seldom: true,
  },
  {
    to: '/administration/permission-definitions',
    icon: 'check',
    text: 'ui.place.permission-definitions',
    also: 'ui.place.permission-definitions.also',
    right: 'customers.read',
    seldom: true,
  },
];
