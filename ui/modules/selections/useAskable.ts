// Which lines are asked: those that are whole. The others wait on the screen.
import { useCallback } from 'react';
import { useBuilding } from './context.ts';
import { is_askable, type Criteria } from './criteria.ts';
import { is_group, type Keeps, type Node } from './document.ts';

export const askable =
  (criteria: Criteria): Keeps =>
  (node: Node) =>
    is_group(node) || is_askable(node, criteria);

export function useAskable(): Keeps {
  const { criteria } = useBuilding();
  return useCallback((node) => askable(criteria)(node), [criteria]);
}
