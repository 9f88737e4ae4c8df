// Keeping a list under a name. The program hands it in (router.tsx): a list does not know what becomes of it.
import { createContext, type ComponentType } from 'react';
import type { OwnKey } from '../compiled/keys.ts';
import type { RunOfList } from './ListScreen.tsx';

export interface SaveListProps {
  run: RunOfList;
  /// Names of the columns that are shown, in their order.
  columns: readonly string[];
  on_close: () => void;
}
export interface DeclaredSaveList {
  text: OwnKey;
  right: string;
  Dialog: ComponentType<SaveListProps>;
}

export const SaveList = createContext<DeclaredSaveList | undefined>(undefined);
