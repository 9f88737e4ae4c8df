// A person's rights in the browser: what is known of a customer and his erasure; the reports of erasures. Addresses and
// place in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';

const privacy_words = ['records', 'forms', 'privacy'] as const;

const of_customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$id/privacy',
  component: lazyRouteComponent(
    with_words(privacy_words, () => import('./PrivacyScreen.tsx')),
    'PrivacyScreen',
  ),
});

const all_erasures = createRoute({
  getParentRoute: () => root,
  path: '/erasures',
  component: lazyRouteComponent(
    with_words(privacy_words, () => import('./Erasures.tsx')),
    'Erasures',
  ),
});

export const routes = [of_customer, all_erasures] as const;

export const places: readonly Place[] = [
  { to: '/erasures', icon: 'trash', text: 'ui.place.erasures', also: 'ui.place.erasures.also', right: 'privacy.erase' },
];
