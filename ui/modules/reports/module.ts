// Reports in the browser: addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { search_of } from '../../lists/filter.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { list, text, yes } from '../../shell/search_params.ts';
import { with_words } from '../../shell/words.ts';
import type { ReportSearch } from './filter.ts';

type TripScreen = keyof typeof import('./TripReports.tsx');

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

/// A list whose screen is its report's: what is asked stands in the address.
function report_route<Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) {
  return createRoute({ getParentRoute: () => root, path, validateSearch: search_of, component });
}

/// Lists that need nothing but their declaration: former numbers, journal, rights to seats …
const any_report = report_route(
  '/reports/$list',
  lazyRouteComponent(
    with_words(['records', 'lists'], () => import('./AnyReport.tsx')),
    'AnyReport',
  ),
);

/// Lists of trips.
const trip_route = <Path extends string>(path: Path, screen: TripScreen) =>
  report_route(
    path,
    lazyRouteComponent(
      with_words(['records', 'lists', 'reports'], () => import('./TripReports.tsx')),
      screen,
    ),
  );

const trips = [
  trip_route('/reports/bookings', 'Bookings'),
  trip_route('/reports/participants', 'Participants'),
  trip_route('/reports/manifest', 'Manifest'),
  trip_route('/reports/customer-statistics', 'CustomerStatistics'),
  trip_route('/reports/company-view', 'CompanyView'),
  trip_route('/reports/customer-history', 'CustomerHistory'),
  trip_route('/reports/fees', 'Fees'),
  trip_route('/reports/history', 'History'),
  trip_route('/reports/documents', 'Documents'),
  trip_route('/reports/follow-ups', 'FollowUps'),
  trip_route('/reports/turnover', 'Turnover'),
] as const;

const subscription_customers = report_route(
  '/reports/subscription-customers',
  lazyRouteComponent(
    with_words(['records', 'lists', 'reports'], () => import('./SubscriptionCustomers.tsx')),
    'SubscriptionCustomers',
  ),
);

const promotion_customers = report_route(
  '/reports/promotion-customers',
  lazyRouteComponent(
    with_words(['records', 'lists', 'reports'], () => import('./PromotionCustomers.tsx')),
    'PromotionCustomers',
  ),
);

const product_customers = report_route(
  '/reports/product-customers',
  lazyRouteComponent(
    with_words(['records', 'lists', 'reports'], () => import('./ProductCustomers.tsx')),
    'ProductCustomers',
  ),
);

const label_customers = report_route(
  '/reports/label-customers',
  lazyRouteComponent(
    with_words(['records', 'lists', 'reports'], () => import('./LabelCustomers.tsx')),
    'LabelCustomers',
  ),
);

export const routes = [
  report,
  subscription_customers,
  promotion_customers,
  product_customers,
  label_customers,
  any_report,
  ...trips,
] as const;

export const places: readonly Place[] = [
  {
    to: '/reports/customers',
    icon: 'list',
    text: 'ui.place.report_customers',
    also: 'ui.place.report_customers.also',
    right: 'reports.customers',
    module: 'venue',
  },
  {
    to: '/reports/subscription-customers',
    icon: 'star',
    text: 'ui.place.subscription_customers',
    also: 'ui.place.subscription_customers.also',
    right: 'reports.customers',
    module: 'venue',
  },
  {
    to: '/reports/promotion-customers',
    icon: 'percent',
    text: 'ui.place.promotion_customers',
    also: 'ui.place.promotion_customers.also',
    right: 'reports.customers',
    module: 'venue',
  },
  {
    to: '/reports/product-customers',
    icon: 'box',
    text: 'ui.place.product_customers',
    also: 'ui.place.product_customers.also',
    right: 'reports.customers',
    module: 'venue',
  },
  {
    to: '/reports/label-customers',
    icon: 'tag',
    text: 'ui.place.label_customers',
    also: 'ui.place.label_customers.also',
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
  {
    to: '/reports/bookings',
    icon: 'trip',
    text: 'ui.place.report_bookings',
    also: 'ui.place.report_bookings.also',
    right: 'bookings.read',
    module: 'travel',
  },
  {
    to: '/reports/participants',
    icon: 'list',
    text: 'ui.place.report_participants',
    also: 'ui.place.report_participants.also',
    right: 'bookings.read',
    module: 'travel',
    seldom: true,
  },
  {
    to: '/reports/manifest',
    icon: 'list',
    text: 'ui.place.report_manifest',
    also: 'ui.place.report_manifest.also',
    right: 'bookings.read',
    module: 'travel',
    seldom: true,
  },
  {
    to: '/reports/customer-statistics',
    icon: 'list',
    text: 'ui.place.report_customer_statistics',
    also: 'ui.place.report_customer_statistics.also',
    right: 'bookings.read',
    seldom: true,
  },
  {
    to: '/reports/company-view',
    icon: 'list',
    text: 'ui.place.report_company_view',
    also: 'ui.place.report_company_view.also',
    right: 'bookings.read',
    seldom: true,
  },
  {
    to: '/reports/customer-history',
    icon: 'history',
    text: 'ui.place.report_customer_history',
    also: 'ui.place.report_customer_history.also',
    right: 'customers.read',
    seldom: true,
  },
  {
    to: '/reports/fees',
    icon: 'list',
    text: 'ui.place.report_fees',
    also: 'ui.place.report_fees.also',
    right: 'bookings.read',
    module: 'fees',
    seldom: true,
  },
  {
    to: '/reports/history',
    icon: 'history',
    text: 'ui.place.report_history',
    also: 'ui.place.report_history.also',
    right: 'bookings.read',
    seldom: true,
    module: 'history',
  },
  {
    to: '/reports/documents',
    icon: 'list',
    text: 'ui.place.report_documents',
    right: 'bookings.read',
    module: 'travel',
  },
  {
    to: '/reports/follow-ups',
    icon: 'jobs',
    text: 'ui.place.report_follow_ups',
    also: 'ui.place.report_follow_ups.also',
    right: 'bookings.read',
    module: 'travel',
  },
  {
    to: '/reports/turnover',
    icon: 'chart',
    text: 'ui.place.report_turnover',
    also: 'ui.place.report_turnover.also',
    right: 'bookings.read',
  },
];
