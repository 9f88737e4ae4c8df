// Bonus points in the browser: the list of everybody's and the points of one customer; addresses and place in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { search_of } from '../../lists/filter.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';

const bonus_words = ['records', 'lists', 'forms', 'bonus'] as const;

const everybody = createRoute({
  getParentRoute: () => root,
  path: '/bonus',
  validateSearch: search_of,
  component: lazyRouteComponent(
    with_words(bonus_words, () => import('./BonusList.tsx')),
    'BonusList',
  ),
});

const of_customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$id/bonus',
  component: lazyRouteComponent(
    with_words(bonus_words, () => import('./BonusScreen.tsx')),
    'BonusScreen',
  ),
});

export const routes = [everybody, of_customer] as const;

export const places: readonly Place[] = [
  {
    to: '/bonus',
    icon: 'star',
    text: 'ui.place.bonus',
    also: 'ui.place.bonus.also',
    right: 'bonus.read',
    module: 'bonus',
  },
];
