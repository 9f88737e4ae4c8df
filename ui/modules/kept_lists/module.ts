// Lists that are kept, in the browser: address, place in the menu, and the dialog that every list opens.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import type { DeclaredKeepList } from '../../lists/keep_list.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';

const kept = createRoute({
  getParentRoute: () => root,
  path: '/kept-lists',
  component: lazyRouteComponent(
    with_words(['records', 'forms', 'labels', 'kept_lists'], () => import('./KeptLists.tsx')),
    'KeptLists',
  ),
});

export const routes = [kept] as const;

export const places: readonly Place[] = [
  { to: '/kept-lists', icon: 'list', text: 'ui.place.kept_lists', right: 'lists.save' },
];

const Dialog = lazy(
  with_words(['records', 'forms', 'kept_lists'], async () => ({
    default: (await import('./KeepListDialog.tsx')).KeepNewList,
  })),
);

export const keep_list: DeclaredKeepList = { text: 'ui.list.keep', right: 'lists.save', Dialog };
