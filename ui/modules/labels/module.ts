// Labels in the browser: the page of all labels, and giving one to everybody in a list.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { ListAction } from '../../lists/list_action.ts';
import { handed } from '../../shell/module.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';

const labels = createRoute({
  getParentRoute: () => root,
  path: '/labels',
  component: lazyRouteComponent(
    with_words(['labels'], () => import('./Labels.tsx')),
    'Labels',
  ),
});

export const routes = [labels] as const;

export const places: readonly Place[] = [
  { to: '/labels', icon: 'tag', text: 'ui.place.labels', also: 'ui.place.labels.also', right: 'customers.read' },
];

const LabelEverybody = lazy(
  with_words(['forms', 'labels'], async () => ({ default: (await import('./LabelEverybody.tsx')).LabelEverybody })),
);

export const hands = [
  handed(ListAction, { text: 'ui.list.labels', right: 'customers.change', Dialog: LabelEverybody }),
] as const;
