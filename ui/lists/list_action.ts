// What can be done with everybody in a list, beside taking it along as a file. The program hands it in (router.tsx): a
// list does not know what a module can do with its rows.
import { createContext, type ComponentType } from 'react';
import type { OwnKey } from '../compiled/keys.ts';
import type { RunOfList } from './ListScreen.tsx';

export interface ListActionProps {
  run: RunOfList;
  on_close: () => void;
}
export interface DeclaredListAction {
  text: OwnKey;
  right: string;
  Dialog: ComponentType<ListActionProps>;
}

export const ListAction = createContext<DeclaredListAction | undefined>(undefined);
