// The books in the browser: journal, trial balance, export, bank statements.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';

const datev = createRoute({
  getParentRoute: () => root,
  path: '/books/export',
  component: lazyRouteComponent(
    with_words(['records', 'forms', 'books'], () => import('./DatevExport.tsx')),
    'DatevExport',
  ),
});

const statements = createRoute({
  getParentRoute: () => root,
  path: '/books/statements',
  component: lazyRouteComponent(
    with_words(['records', 'forms', 'books'], () => import('./Statements.tsx')),
    'Statements',
  ),
});

export const routes = [datev, statements] as const;

export const places: readonly Place[] = [
  { to: '/books/statements', icon: 'ledger', text: 'ui.place.statements', right: 'statements.post' },
  { to: '/reports/journal', icon: 'ledger', text: 'ui.place.journal', right: 'books.read', seldom: true },
  { to: '/reports/trial-balance', icon: 'ledger', text: 'ui.place.trial_balance', right: 'books.read', seldom: true },
  { to: '/books/export', icon: 'download', text: 'ui.place.datev', right: 'books.export', seldom: true },
];
