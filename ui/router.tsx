// The program's screens: the list of its modules, each of which brings addresses and places in the menu. Every list keeps
// what it shows in its address, so that a copied link shows the same to a colleague.
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Dialling } from './forms/dialling.ts';
import { LinkPicker } from './forms/link_picker.ts';
import { LetterWriter } from './modules/selections/letter_writer.ts';
import * as accounts from './modules/accounts/module.ts';
import * as admission from './modules/admission/module.ts';
import * as audit from './modules/audit/module.ts';
import * as bookings from './modules/bookings/module.ts';
import * as bonus from './modules/bonus/module.ts';
import * as books from './modules/books/module.ts';
import * as counter from './modules/counter/module.ts';
import * as customers from './modules/customers/module.ts';
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
import { dial } from './modules/telephony/dialling.ts';
import { SaveList } from './lists/save_list.ts';
import { ListAction } from './lists/list_action.ts';
import { Frame } from './shell/Frame.tsx';
import { places_of, routes_of } from './shell/module.ts';
import { Places, type Place } from './shell/places.ts';
import { root } from './shell/root.ts';
import { Trouble } from './shell/Trouble.tsx';
import { with_words } from './shell/words.ts';

const CustomerPicker = lazy(
  with_words(['records', 'forms', 'customers', 'search'], async () => ({
    default: (await import('./modules/search/CustomerPicker.tsx')).CustomerPicker,
  })),
);

const SerialLetter = lazy(
  with_words(['records', 'forms', 'customers'], async () => ({
    default: (await import('./modules/customers/SerialLetter.tsx')).SerialLetter,
  })),
);

const CallDesk = lazy(
  with_words(['telephony'], async () => ({ default: (await import('./modules/telephony/CallDesk.tsx')).CallDesk })),
);

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

/// The frame, with what modules hand to it and to each other.
function House() {
  return (
    <Places value={places}>
      <LinkPicker value={CustomerPicker}>
        <ListAction value={labels.list_action}>
          <SaveList value={saved_lists.save_list}>
            <LetterWriter value={SerialLetter}>
              <Dialling value={dial}>
                <Frame />
                <Suspense>
                  <CallDesk />
                </Suspense>
              </Dialling>
            </LetterWriter>
          </SaveList>
        </ListAction>
      </LinkPicker>
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
