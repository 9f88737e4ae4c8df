// What every part of the builder sees: the selection, what can be asked, what is counted, and how something is changed.
import { createContext, useContext } from 'react';
import type { Criteria } from './criteria.ts';
import { customers, type Matter } from './criteria.ts';
import type { Selection } from './document.ts';
import type { Answer } from './places.ts';
import type { Change } from './useBuilder.ts';

export interface Building {
  selection: Selection;
  criteria: Criteria;
  change: (change: Change, place?: string) => void;
  /// Of each line and group, by its id.
  answers: ReadonlyMap<number, Answer>;
  /// What is counted answers an earlier question.
  waiting: boolean;
  /// What the program says against a line, by its id.
  refused: ReadonlyMap<number, string>;
}

export const BuildingContext = createContext<Building | undefined>(undefined);
export const useBuilding = (): Building => useContext(BuildingContext)!;

export const MatterContext = createContext<Matter>(customers);
export const useMatter = () => useContext(MatterContext);
