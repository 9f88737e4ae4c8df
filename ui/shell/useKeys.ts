// Dispatches keys to whoever is on the screen: the latest mounted handler of an action is asked first, and while a
// dialog is open only handlers inside it (and the key overview) answer.
import { createContext, useContext, useEffect, useLayoutEffect, useRef } from 'react';
import { bindings, is_field, key_name, type Binding } from './keys.ts';
import { keep_composition, keep_key } from './typed_ahead.ts';

type Handler = () => void | boolean;
interface Entry {
  depth: number;
  handle: Handler;
}

const handlers = new Map<string, Entry[]>();
let open_layers = 0;

export const Depth = createContext(0);

/// Who may answer, the latest first.
function live(action: string): Entry[] {
  const entries = (handlers.get(action) ?? []).toReversed();
  const above = entries.filter((entry) => entry.depth >= open_layers);
  return above.length || action !== 'overview' ? above : entries.slice(0, 1);
}

function dispatch(event: KeyboardEvent, late: boolean) {
  if (event.defaultPrevented || event.isComposing) return;
  const name = key_name(event);
  if (name === null) return;
  const fits = (one: Binding) => Boolean(one.late) === late && one.scope !== 'list' && one.keys.includes(name);
  const list_tool = (one: Binding) => !late && one.scope === 'list' && !one.late && one.keys.includes(name);
  for (const binding of bindings.filter((one) => fits(one) || list_tool(one))) {
    if (binding.outside && is_field(event.target)) continue;
    if (binding.scope === 'letters') continue; // the focused list answers these itself
    if (!live(binding.action).some((entry) => entry.handle() !== false)) continue;
    event.preventDefault();
    if (!late) event.stopPropagation();
    return;
  }
}

/// Called once by the frame; returns what takes the listeners off again.
export function listen_to_keys(): () => void {
  const early = (event: KeyboardEvent) => void (keep_key(event) || dispatch(event, false));
  const late = (event: KeyboardEvent) => dispatch(event, true);
  window.addEventListener('keydown', early, true);
  window.addEventListener('keydown', late);
  window.addEventListener('compositionstart', keep_composition, true);
  window.addEventListener('compositionend', keep_composition, true);
  return () => {
    window.removeEventListener('keydown', early, true);
    window.removeEventListener('keydown', late);
    window.removeEventListener('compositionstart', keep_composition, true);
    window.removeEventListener('compositionend', keep_composition, true);
  };
}

/// Answers actions while mounted. A handler that returns false passes the key on.
export function useKeys(actions: Record<string, Handler | undefined>) {
  const depth = useContext(Depth);
  const latest = useRef(actions);
  latest.current = actions;
  const names = Object.keys(actions)
    .filter((name) => actions[name])
    .join(' ');
  // Before the screen is painted: whoever sees that something can be done may press its key at once.
  useLayoutEffect(() => {
    const added = names
      .split(' ')
      .filter(Boolean)
      .map((name) => {
        const entry: Entry = { depth, handle: () => latest.current[name]?.() };
        handlers.set(name, [...(handlers.get(name) ?? []), entry]);
        return { name, entry };
      });
    return () =>
      added.forEach(({ name, entry }) =>
        handlers.set(
          name,
          (handlers.get(name) ?? []).filter((one) => one !== entry),
        ),
      );
  }, [names, depth]);
}

/// While open, everything below keeps still.
export function useLayer(open: boolean) {
  useEffect(() => {
    if (!open) return;
    open_layers += 1;
    return () => {
      open_layers -= 1;
    };
  }, [open]);
}

/// Which actions someone on the screen answers right now: what the key overview lists.
export function live_actions(): Set<string> {
  return new Set([...handlers].filter(([, entries]) => entries.length).map(([name]) => name));
}
