// Merging and parting in the browser: addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../../shell/root.ts';
import { list, text } from '../../shell/search_params.ts';
import { with_words } from '../../shell/words.ts';

const merge = createRoute({
  getParentRoute: () => root,
  path: '/merges',
  validateSearch: (search: Record<string, unknown>): { customers?: string[]; back?: string } => ({
    customers: list(search.customers),
    back: text(search.back),
  }),
  component: lazyRouteComponent(
    with_words(['records', 'merges'], () => import('./MergePage.tsx')),
    'MergePage',
  ),
});

const parting = createRoute({
  getParentRoute: () => root,
  path: '/merges/$event',
  component: lazyRouteComponent(
    with_words(['records', 'merges'], () => import('./PartPage.tsx')),
    'PartPage',
  ),
});

export const routes = [merge, parting] as const;
