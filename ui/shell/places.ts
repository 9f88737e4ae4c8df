// The places of the program's menu. Modules bring them (router.tsx hands them in), so the frame knows none.
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { get } from '../api/client.ts';
import type { OwnKey } from '../compiled/keys.ts';
import type { IconName } from '../parts/icons.tsx';
import { useMay, useSession } from './session.tsx';

export interface Place {
  to: string;
  icon: IconName;
  text: OwnKey;
  right?: string;
  /// What else it is called, in the words of the old systems: the search box finds it by them.
  also?: OwnKey;
  /// Found by its name and by links, but too seldom used for the menu.
  seldom?: boolean;
  /// Not there while the house has switched this module off.
  module?: string;
}

export const Places = createContext<readonly Place[]>([]);

/// Modules that this house has switched off; none as long as it has not said so.
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

/// Known to be there.
export function useHasModule(module: string): boolean {
  const absent = useAbsentModules();
  return absent !== undefined && !absent.includes(module);
}

/// Those the user may go to.
export function usePlaces(): readonly Place[] {
  const may = useMay();
  const absent = useAbsentModules() ?? [];
  return useContext(Places).filter(
    ({ right, module }) => (!right || may(right)) && !(module && absent.includes(module)),
  );
}
