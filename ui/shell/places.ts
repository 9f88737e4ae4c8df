// The places of the program's menu. Modules bring them (router.tsx hands them in), so the frame knows none.
import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { createContext, useContext } from 'react';
import { get } from '../api/client.ts';
import type { OwnKey } from '../compiled/keys.ts';
import type { IconName } from '../parts/icons.tsx';
import { useMay, useSession } from './session.tsx';

/// Modules that a house can switch off: those that have a name for whoever looks for them in vain.
type ModuleKey = Extract<OwnKey, `ui.module.${string}`>;
export type ModuleName = ModuleKey extends `ui.module.${infer Name}` ? Name : never;

export interface Place {
  to: string;
  /// What is asked there.
  search?: Readonly<Record<string, string>>;
  icon: IconName;
  text: OwnKey;
  right?: string;
  /// What else it is called, in the words of the old systems: the search box finds it by them.
  also?: OwnKey;
  /// Found by its name and by links, but too seldom used for the menu.
  seldom?: boolean;
  /// Its screen asks the server for nothing before something is done: the address alone opens it to nobody without the right.
  shut?: boolean;
  /// Not there while the house has switched this module off.
  module?: ModuleName;
}

export const Places = createContext<readonly Place[]>([]);

/// Modules that this house has switched off; undefined while nobody knows.
function useAbsentModules(): readonly string[] | undefined {
  const { signed_in } = useSession();
  const { data } = useQuery({
    queryKey: ['absent-modules'],
    enabled: signed_in,
    staleTime: 60_000,
    queryFn: ({ signal }) => get<{ absent_modules: string[] }>('/captions', undefined, signal),
  });
  return data?.absent_modules;
}

/// Whether this house has a module; no while nobody knows.
export function useHasModule(module: string): boolean {
  const absent = useAbsentModules();
  return absent !== undefined && !absent.includes(module);
}

/// Those the user may go to. While nobody knows which modules are switched off, their places are among them: for the search
/// box, which finds places by their names.
export function usePlaces(): readonly Place[] {
  const may = useMay();
  const absent = useAbsentModules() ?? [];
  return useContext(Places).filter(
    ({ right, module }) => (!right || may(right)) && !(module && absent.includes(module)),
  );
}

/// Those that are sure to be there: what the menu shows. A place of a module that is switched off would lead nowhere.
export function useSurePlaces(): readonly Place[] {
  const places = usePlaces();
  const known = useAbsentModules() !== undefined;
  return places.filter(({ module }) => known || !module);
}

/// The place of this address, where the user has no right to it.
export function useShutPlace(): Place | undefined {
  const may = useMay();
  const { signed_in } = useSession();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const place = useContext(Places).find(({ to, shut }) => shut && to === path);
  return signed_in && place?.right && !may(place.right) ? place : undefined;
}

/// What the user would have if the house had not switched its module off.
export function useAbsentPlaces(): readonly Place[] {
  const may = useMay();
  const absent = useAbsentModules() ?? [];
  return useContext(Places).filter(
    ({ right, module }) => (!right || may(right)) && module !== undefined && absent.includes(module),
  );
}
