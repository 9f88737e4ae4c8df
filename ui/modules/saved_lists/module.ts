// Saved lists in the browser: address, place in the menu, and the dialog that every list opens.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { SaveList } from '../../lists/save_list.ts';
import { handed } from '../../shell/module.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';

const saved = createRoute({
  getParentRoute: () => root,
  path: '/saved-lists',
  component: lazyRouteComponent(
    with_words(['records', 'forms', 'labels', 'saved_lists'], () => import('./SavedLists.tsx')),
    'SavedLists',
  ),
});

export const routes = [saved] as const;

export const places: readonly Place[] = [
  { to: '/saved-lists', icon: 'list', text: 'ui.place.saved_lists', right: 'lists.save' },
];

const Dialog = lazy(
  with_words(['records', 'forms', 'saved_lists'], async () => ({
    default: (await import('./SaveListDialog.tsx')).SaveNewList,
  })),
);

export const hands = [handed(SaveList, { text: 'ui.list.keep', right: 'lists.save', Dialog })] as const;
