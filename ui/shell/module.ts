// A module of the browser as one object: what its module.ts exports. The program lists its modules once (router.tsx).
import type { AnyRoute } from '@tanstack/react-router';
import type { ComponentType, Context } from 'react';
import type { Place } from './places.ts';

export interface Module {
  /// Addresses with their screens and the words these need.
  routes: readonly AnyRoute[];
  /// In the menu; none: found from elsewhere.
  places?: readonly Place[];
  /// What rooms below it and modules before it want to be handed, which know none of it.
  hands?: readonly Handed[];
  /// Stands beside every screen.
  Beside?: ComponentType;
}

/// A context and what is in it; handed() sees that they fit.
export interface Handed {
  readonly to: Context<unknown>;
  readonly what: unknown;
}
export const handed = <What>(to: Context<What>, what: NoInfer<What>): Handed => ({
  to: to as unknown as Context<unknown>,
  what,
});

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

export const handed_by = (modules: readonly Module[]): Handed[] => modules.flatMap(({ hands }) => hands ?? []);
export const beside_of = (modules: readonly Module[]): ComponentType[] =>
  modules.flatMap(({ Beside }) => (Beside ? [Beside] : []));

export function places_of(modules: readonly Module[]): Place[] {
  return modules.flatMap(({ places }) => places ?? []);
}
