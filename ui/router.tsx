// Addresses of the house. Every list keeps what it shows in its address, so that a copied link shows the same to a
// colleague.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { LinkPicker } from './forms/link_picker.ts';
import type { ListSearch } from './modules/customers/useList.ts';
import type { LedgerSearch } from './modules/orders/requests.ts';
import type { ReportSearch } from './modules/reports/filter.ts';
import { Frame } from './shell/Frame.tsx';
import { Missing, Trouble } from './shell/Trouble.tsx';
import { with_words } from './shell/words.ts';

const CustomerPicker = lazy(
  with_words(['records', 'forms', 'customers', 'search'], async () => ({
    default: (await import('./modules/search/CustomerPicker.tsx')).CustomerPicker,
  })),
);

/// The frame, with what one module hands to others.
function House() {
  return (
    <LinkPicker value={CustomerPicker}>
      <Frame />
    </LinkPicker>
  );
}

const root = createRootRoute({ component: House, notFoundComponent: Missing });
const text = (value: unknown) =>
  typeof value === 'string' && value ? value : typeof value === 'number' ? String(value) : undefined;
const list = (value: unknown) => (Array.isArray(value) ? value.map(String) : text(value) ? [text(value)!] : undefined);
const number = (value: unknown) =>
  Number.isFinite(Number(value)) && value !== '' && value !== null && value !== undefined ? Number(value) : undefined;

/// The filled criteria of the search form, by their names.
export interface SearchFormSearch {
  hidden?: boolean;
  [criterion: string]: string | boolean | undefined;
}

// A profile shows the work of many modules.
const profile_words = [
  'records',
  'parameters',
  'forms',
  'customers',
  'search',
  'duplicates',
  'merges',
  'audit',
] as const;

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./shell/Home.tsx'), 'Home'),
});
const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: (search: Record<string, unknown>): ListSearch => ({
    filter: text(search.filter),
    order: text(search.order),
    direction: search.direction === 'desc' ? 'desc' : search.direction === 'asc' ? 'asc' : undefined,
    row: number(search.row),
    hidden: search.hidden === true || search.hidden === 'true' || undefined,
  }),
  component: lazyRouteComponent(
    with_words(['records', 'parameters', 'customers', 'merges'], () => import('./modules/customers/CustomerList.tsx')),
    'CustomerList',
  ),
});
const new_customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/new/$kind',
  validateSearch: (search: Record<string, unknown>): { name?: string } => ({ name: text(search.name) }),
  component: lazyRouteComponent(
    with_words(profile_words, () => import('./modules/customers/Profile.tsx')),
    'NewProfile',
  ),
});
const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$id',
  component: lazyRouteComponent(
    with_words(profile_words, () => import('./modules/customers/Profile.tsx')),
    'Profile',
  ),
});
const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  validateSearch: ({ hidden, ...asked }: Record<string, unknown>): SearchFormSearch => ({
    ...Object.fromEntries(
      Object.entries(asked).flatMap(([name, value]) => (text(value) ? [[name, text(value)!]] : [])),
    ),
    hidden: hidden === true || hidden === 'true' || undefined,
  }),
  component: lazyRouteComponent(
    with_words(['records', 'forms', 'customers', 'search'], () => import('./modules/search/CustomerSearch.tsx')),
    'CustomerSearch',
  ),
});
const duplicates = createRoute({
  getParentRoute: () => root,
  path: '/duplicates',
  component: lazyRouteComponent(
    with_words(['records', 'duplicates', 'merges'], () => import('./modules/duplicates/Register.tsx')),
    'Register',
  ),
});
const merge = createRoute({
  getParentRoute: () => root,
  path: '/merges',
  validateSearch: (search: Record<string, unknown>): { customers?: string[]; back?: string } => ({
    customers: list(search.customers),
    back: text(search.back),
  }),
  component: lazyRouteComponent(
    with_words(['records', 'merges'], () => import('./modules/merges/MergePage.tsx')),
    'MergePage',
  ),
});
const parting = createRoute({
  getParentRoute: () => root,
  path: '/merges/$event',
  component: lazyRouteComponent(
    with_words(['records', 'merges'], () => import('./modules/merges/PartPage.tsx')),
    'PartPage',
  ),
});
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
    made: search.made === true || search.made === 'true' || undefined,
  }),
  component: lazyRouteComponent(
    with_words(['records', 'reports'], () => import('./modules/reports/CustomerReport.tsx')),
    'CustomerReport',
  ),
});
const sales = createRoute({
  getParentRoute: () => root,
  path: '/reports/sales',
  validateSearch: (search: Record<string, unknown>): LedgerSearch => ({
    from: text(search.from),
    to: text(search.to),
    event: text(search.event),
    order: text(search.order),
    customer: text(search.customer),
  }),
  component: lazyRouteComponent(
    with_words(['records', 'orders'], () => import('./modules/orders/SalesLedger.tsx')),
    'SalesLedger',
  ),
});
const imports = createRoute({
  getParentRoute: () => root,
  path: '/imports',
  component: lazyRouteComponent(
    with_words(['records', 'forms', 'imports', 'duplicates', 'audit'], () => import('./modules/imports/Imports.tsx')),
    'Imports',
  ),
});
const users = createRoute({
  getParentRoute: () => root,
  path: '/users',
  component: lazyRouteComponent(
    with_words(['records', 'accounts'], () => import('./modules/accounts/Users.tsx')),
    'Users',
  ),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: (search: Record<string, unknown>): { section?: string; find?: string } => ({
    section: text(search.section),
    find: text(search.find),
  }),
  component: lazyRouteComponent(
    with_words(['records', 'parameters', 'forms', 'settings'], () => import('./modules/settings/Settings.tsx')),
    'Settings',
  ),
});
const changes = createRoute({
  getParentRoute: () => root,
  path: '/changes',
  validateSearch: (search: Record<string, unknown>): { event?: number } => ({ event: number(search.event) }),
  component: lazyRouteComponent(
    with_words(['records', 'parameters', 'audit', 'merges'], () => import('./modules/audit/Changes.tsx')),
    'Changes',
  ),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    customers,
    new_customer,
    customer,
    search,
    duplicates,
    merge,
    parting,
    report,
    sales,
    imports,
    users,
    settings,
    changes,
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: Trouble,
  defaultPendingMs: 1000,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
