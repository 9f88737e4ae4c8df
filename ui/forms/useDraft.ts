// React's view of a draft: one field, or the whole.
import { useCallback, useSyncExternalStore } from 'react';
import type { Draft } from './draft.ts';

export interface FieldState {
  text: string;
  problem?: string;
  proposed: boolean;
  changed: boolean;
}

export function useDraftField(draft: Draft, name: string): FieldState {
  const listen = useCallback((listener: () => void) => draft.listen(name, listener), [draft, name]);
  useSyncExternalStore(
    listen,
    () =>
      `${draft.text(name)}\u0000${draft.problem(name) ?? ''}\u0000${draft.is_proposed(name)}${draft.is_changed(name)}`,
  );
  return {
    text: draft.text(name),
    problem: draft.problem(name),
    proposed: draft.is_proposed(name),
    changed: draft.is_changed(name),
  };
}

export function useDraftVersion(draft: Draft): number {
  const listen = useCallback((listener: () => void) => draft.listen('*', listener), [draft]);
  return useSyncExternalStore(listen, () => draft.version);
}
