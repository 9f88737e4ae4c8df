// The selection being built: every step can be taken back, and what stands here survives a reload of this tab.
import { useCallback, useEffect, useReducer } from 'react';
import { new_selection, parse_document, write_document, type Selection } from './document.ts';

export interface Opened {
  /// The saved selection it came from.
  saved?: number;
  name?: string;
}
interface State {
  now: Selection;
  past: readonly Selection[];
  future: readonly Selection[];
  /// Typing in one place is one step.
  place?: string;
  opened: Opened;
}
export type Change = (selection: Selection) => Selection;
type Action =
  | { do: 'change'; change: Change; place?: string }
  | { do: 'undo' }
  | { do: 'redo' }
  | { do: 'open'; selection: Selection; opened: Opened }
  | { do: 'name'; opened: Opened };

const most_steps = 200;

/// Pure: what a step makes of the state.
export function step(state: State, action: Action): State {
  switch (action.do) {
    case 'change': {
      const now = action.change(state.now);
      if (now === state.now) return state;
      const goes_on = action.place !== undefined && action.place === state.place;
      const past = goes_on ? state.past : [...state.past, state.now].slice(-most_steps);
      return { ...state, now, past, future: [], place: action.place };
    }
    case 'undo': {
      const now = state.past.at(-1);
      if (!now) return state;
      return { ...state, now, past: state.past.slice(0, -1), future: [state.now, ...state.future], place: undefined };
    }
    case 'redo': {
      const [now, ...future] = state.future;
      return now ? { ...state, now, past: [...state.past, state.now], future, place: undefined } : state;
    }
    case 'open':
      return { ...begin(action.selection, action.opened), past: [...state.past, state.now] };
    case 'name':
      return { ...state, opened: action.opened };
  }
}

export const begin = (now: Selection, opened: Opened = {}): State => ({ now, past: [], future: [], opened });

const memory = 'kartei.selection';

function remembered(): State {
  const kept = sessionStorage.getItem(memory);
  try {
    const { document, ...opened } = JSON.parse(kept ?? '{}') as Opened & { document?: unknown };
    return begin(parse_document(JSON.stringify(document)) ?? new_selection(), opened);
  } catch {
    return begin(new_selection());
  }
}

export function useBuilder() {
  const [state, send] = useReducer(step, undefined, remembered);
  useEffect(() => {
    sessionStorage.setItem(memory, JSON.stringify({ ...state.opened, document: write_document(state.now) }));
  }, [state.now, state.opened]);
  const change = useCallback((one: Change, place?: string) => send({ do: 'change', change: one, place }), []);
  const open = useCallback((selection: Selection, opened: Opened = {}) => send({ do: 'open', selection, opened }), []);
  const name = useCallback((opened: Opened) => send({ do: 'name', opened }), []);
  return {
    selection: state.now,
    opened: state.opened,
    change,
    open,
    name,
    undo: state.past.length ? () => send({ do: 'undo' }) : undefined,
    redo: state.future.length ? () => send({ do: 'redo' }) : undefined,
  };
}
export type Builder = ReturnType<typeof useBuilder>;
