// The places of the program's menu. Modules bring them (router.tsx hands them in), so the frame knows none.
import { createContext, useContext } from 'react';
import type { OwnKey } from '../compiled/keys.ts';
import type { IconName } from '../parts/icons.tsx';
import { useMay } from './session.tsx';

export interface Place {
  to: string;
  icon: IconName;
  text: OwnKey;
  right?: string;
  /// Found by its name and by links, but too seldom used for the menu.
  seldom?: boolean;
}

export const Places = createContext<readonly Place[]>([]);

/// Those the user may go to.
export function usePlaces(): readonly Place[] {
  const may = useMay();
  return useContext(Places).filter((place) => !place.right || may(place.right));
}
