// Reports in the browser: addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { search_of } from '../../lists/filter.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { list, text, yes } from '../../shell/search_params.ts';
import { with_words } from '../../shell/words.ts';
import type { ReportSearch } from './filter.ts';

const report = createRoute({
  getParentRoute: () => root,
  path: '/reports/customers',
  validateSearch: (search: Record<string, unknown>): ReportSearch => ({
    type: text(search.type),
    scope: text(search.scope),
    event: list(search.event),
    production: list(search.production),
    season: list(search.season),
    promoter: list(search.promoter),
    genre: list(search.genre),
    tag: list(search.tag),
    from: text(search.from),
    to: text(search.to),
    made: yes(search.made),
  }),
  component: lazyRouteComponent(
    with_words(['records', 'lists', 'reports'], () => import('./CustomerReport.tsx')),
    'CustomerReport',
  ),
});

const former_numbers = createRoute({
  getParentRoute: () => root,
  path: '/reports/former-numbers',
  validateSearch: search_of,
  component: lazyRouteComponent(
    with_words(['records', 'lists'], () => import('./FormerNumbers.tsx')),
    'FormerNumbers',
  ),
});

const subscription_customers = createRoute({
  getParentRoute: () => root,
  path: '/reports/subscription-customers',
  validateSearch: search_of,
  component: lazyRouteComponent(
    with_words(['records', 'lists', 'reports'], () => import('./SubscriptionCustomers.tsx')),
    'SubscriptionCustomers',
  ),
});

const promotion_customers = createRoute({
  getParentRoute: () => root,
  path: '/reports/promotion-customers',
  validateSearch: search_of,
  component: lazyRouteComponent(
    with_words(['records', 'lists', 'reports'], () => import('./PromotionCustomers.tsx')),
    'PromotionCustomers',
  ),
});

const product_customers = createRoute({
  getParentRoute: () => root,
  path: '/reports/product-customers',
  validateSearch: search_of,
  component: lazyRouteComponent(
    with_words(['records', 'lists', 'reports'], () => import('./ProductCustomers.tsx')),
    'ProductCustomers',
  ),
});

const label_customers = createRoute({
  getParentRoute: () => root,
  path: '/reports/label-customers',
  validateSearch: search_of,
  component: lazyRouteComponent(
    with_words(['records', 'lists', 'reports'], () => import('./LabelCustomers.tsx')),
    'LabelCustomers',
  ),
});

export const routes = [
  report,
  subscription_customers,
  promotion_customers,
  product_customers,
  label_customers,
  former_numbers,
] as const;

export const places: readonly Place[] = [
  { to: '/reports/customers', icon: 'list', text: 'ui.place.report_customers', right: 'reports.customers' },
  {
    to: '/reports/subscription-customers',
    icon: 'list',
    text: 'ui.place.subscription_customers',
    right: 'reports.customers',
  },
  {
    to: '/reports/promotion-customers',
    icon: 'list',
    text: 'ui.place.promotion_customers',
    right: 'reports.customers',
  },
  { to: '/reports/product-customers', icon: 'list', text: 'ui.place.product_customers', right: 'reports.customers' },
  {
    to: '/reports/label-customers',
    icon: 'list',
    text: 'ui.place.label_customers',
    right: 'customers.read',
    seldom: true,
  },
  {
    to: '/reports/former-numbers',
    icon: 'list',
    text: 'ui.place.former_numbers',
    right: 'customers.read',
    seldom: true,
  },
];
