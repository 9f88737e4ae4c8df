// The door in the browser: where tickets are scanned, and the lists of who came.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { search_of } from '../../lists/filter.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { with_words } from '../../shell/words.ts';

export interface DoorSearch {
  event?: number;
}

const door = createRoute({
  getParentRoute: () => root,
  path: '/door',
  validateSearch: (search: Record<string, unknown>): DoorSearch => ({ event: Number(search.event) || undefined }),
  component: lazyRouteComponent(
    with_words(['admission'], () => import('./Door.tsx')),
    'Door',
  ),
});

const scans = createRoute({
  getParentRoute: () => root,
  path: '/reports/scans',
  validateSearch: search_of,
  component: lazyRouteComponent(
    with_words(['records', 'lists', 'admission'], () => import('./Scans.tsx')),
    'Scans',
  ),
});

const admissions = createRoute({
  getParentRoute: () => root,
  path: '/reports/admissions',
  validateSearch: search_of,
  component: lazyRouteComponent(
    with_words(['records', 'lists', 'admission'], () => import('./Scans.tsx')),
    'Admissions',
  ),
});

export const routes = [door, scans, admissions] as const;

const module = 'admission';
export const places: readonly Place[] = [
  { to: '/door', icon: 'check', text: 'ui.place.door', also: 'ui.place.door.also', right: 'scans.scan', module },
  { to: '/reports/scans', icon: 'list', text: 'ui.place.scans', right: 'sales.read', module, seldom: true },
  { to: '/reports/admissions', icon: 'chart', text: 'ui.place.admissions', right: 'sales.read', module, seldom: true },
];
