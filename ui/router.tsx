// The program's screens: the list of its modules, each of which brings addresses and places in the menu. Every list keeps
// what it shows in its address, so that a copied link shows the same to a colleague.
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Suspense, type ReactNode } from 'react';
import * as accounts from './modules/accounts/module.ts';
import * as admission from './modules/admission/module.ts';
import * as audit from './modules/audit/module.ts';
import * as bookings from './modules/bookings/module.ts';
import * as bonus from './modules/bonus/module.ts';
import * as books from './modules/books/module.ts';
import * as counter from './modules/counter/module.ts';
import * as customers from './modules/customers/module.ts';
import * as consents from './modules/consents/module.ts';
import * as events from './modules/events/module.ts';
import * as duplicates from './modules/duplicates/module.ts';
import * as saved_lists from './modules/saved_lists/module.ts';
import * as labels from './modules/labels/module.ts';
import * as imports from './modules/imports/module.ts';
import * as merges from './modules/merges/module.ts';
import * as orders from './modules/orders/module.ts';
import * as payments from './modules/payments/module.ts';
import * as privacy from './modules/privacy/module.ts';
import * as renewals from './modules/renewals/module.ts';
import * as reports from './modules/reports/module.ts';
import * as search from './modules/search/module.ts';
import * as selections from './modules/selections/module.ts';
import * as settings from './modules/settings/module.ts';
import * as telephony from './modules/telephony/module.ts';
import * as till from './modules/till/module.ts';
import { Frame } from './shell/Frame.tsx';
import { beside_of, handed_by, places_of, routes_of } from './shell/module.ts';
import { Places, type Place } from './shell/places.ts';
import { root } from './shell/root.ts';
import { Trouble } from './shell/Trouble.tsx';

/// In the order of the menu.
const modules = [
  counter,
  admission,
  renewals,
  customers,
  search,
  duplicates,
  merges,
  selections,
  bookings,
  reports,
  saved_lists,
  orders,
  events,
  consents,
  till,
  payments,
  telephony,
  bonus,
  books,
  labels,
  imports,
  audit,
  privacy,
  settings,
  accounts,
] as const;

const places: readonly Place[] = [{ to: '/', icon: 'home', text: 'ui.place.home' }, ...places_of(modules)];

const beside = beside_of(modules);

/// What modules hand to the frame and to each other, around it.
const with_handed = (frame: ReactNode): ReactNode =>
  handed_by(modules).reduce<ReactNode>((inside, { to, what }) => {
    const { Provider } = to;
    return <Provider value={what}>{inside}</Provider>;
  }, frame);

function House() {
  return (
    <Places value={places}>
      {with_handed(
        <>
          <Frame />
          <Suspense>
            {beside.map((Beside, place) => (
              <Beside key={place} />
            ))}
          </Suspense>
        </>,
      )}
    </Places>
  );
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./shell/Home.tsx'), 'Home'),
});

export const router = createRouter({
  routeTree: root.update({ component: House }).addChildren([home, ...routes_of(modules)]),
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
