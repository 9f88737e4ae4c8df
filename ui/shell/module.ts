// A module of the browser as one object: what its module.ts exports. The program lists its modules once (router.tsx).
import type { AnyRoute } from '@tanstack/react-router';
import type { Place } from './places.ts';

export interface Module {
  /// Addresses with their screens and the words these need.
  routes: readonly AnyRoute[];
  /// In the menu; none: found from elsewhere.
  places?: readonly Place[];
}

type RoutesOf<Modules extends readonly Module[]> = Modules extends readonly [
  infer First extends Module,
  ...infer Rest extends readonly Module[],
]
  ? [...First['routes'], ...RoutesOf<Rest>]
  : [];

/// All addresses, each with its own type, so that links to them are checked.
export function routes_of<const Modules extends readonly Module[]>(modules: Modules): RoutesOf<Modules> {
  return modules.flatMap(({ routes }) => routes) as RoutesOf<Modules>;
}

export function places_of(modules: readonly Module[]): Place[] {
  return modules.flatMap(({ places }) => places ?? []);
}
