// Selections in the browser: addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { search_of } from '../../lists/filter.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { number } from '../../shell/search_params.ts';
import { with_words } from '../../shell/words.ts';

const builder = createRoute({
  getParentRoute: () => root,
  path: '/selections',
  validateSearch: (search: Record<string, unknown>): { saved?: number } => ({ saved: number(search.saved) }),
  component: lazyRouteComponent(
    with_words(['records', 'forms', 'customers', 'reports', 'selections'], () => import('./SelectionPage.tsx')),
    'SelectionPage',
  ),
});

const saved = createRoute({
  getParentRoute: () => root,
  path: '/selections/saved',
  component: lazyRouteComponent(
    with_words(['records', 'forms', 'selections'], () => import('./SavedSelections.tsx')),
    'SavedSelections',
  ),
});

/// A document in an address is text, whatever it looks like.
const document_of = (document: unknown) =>
  document !== null && typeof document === 'object' ? JSON.stringify(document) : document;

const list = createRoute({
  getParentRoute: () => root,
  path: '/selections/list',
  validateSearch: (search: Record<string, unknown>) => search_of({ ...search, document: document_of(search.document) }),
  component: lazyRouteComponent(
    with_words(['records', 'lists', 'selections'], () => import('./SelectionList.tsx')),
    'SelectionList',
  ),
});

const sendings = createRoute({
  getParentRoute: () => root,
  path: '/selections/sendings',
  component: lazyRouteComponent(
    with_words(['records', 'forms', 'selections'], () => import('./Sendings.tsx')),
    'Sendings',
  ),
});

const letter_files = createRoute({
  getParentRoute: () => root,
  path: '/selections/letters',
  component: lazyRouteComponent(
    with_words(['records', 'forms', 'selections'], () => import('./LetterFiles.tsx')),
    'LetterFiles',
  ),
});

export const routes = [builder, saved, list, sendings, letter_files] as const;

export const places: readonly Place[] = [
  {
    to: '/selections',
    icon: 'filter',
    text: 'ui.place.selections',
    also: 'ui.place.selections.also',
    right: 'selections.run',
  },
  {
    to: '/selections/saved',
    icon: 'filter',
    text: 'ui.place.saved_selections',
    also: 'ui.place.saved_selections.also',
    right: 'selections.run',
    seldom: true,
  },
  {
    to: '/selections/sendings',
    icon: 'letter',
    text: 'ui.place.sendings',
    also: 'ui.place.sendings.also',
    right: 'sendings.send',
    seldom: true,
  },
  { to: '/selections/letters', icon: 'letter', text: 'ui.place.letter_files', right: 'sendings.send', seldom: true },
];
