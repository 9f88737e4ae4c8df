// Where the cursor goes in the builder after something was changed there.
import { flushSync } from 'react-dom';

export type Part = 'handle' | 'picker' | 'body';
const fields = 'input:not([disabled]), select:not([disabled]), button:not([disabled])';

function go_to(id: number, part: Part) {
  const line = document.querySelector<HTMLElement>(`[data-node="${id}"]`);
  const within = (one: string) => line?.querySelector<HTMLElement>(`[data-part="${one}"]`);
  const first = (one: string) => within(one)?.querySelector<HTMLElement>(fields);
  const field = part === 'handle' ? undefined : (first(part) ?? first('rows'));
  (field ?? within('handle'))?.focus();
}

/// Puts the cursor there within the same key press, so that what is typed next lands in the new place.
export function focus_part(id: number, part: Part, change: () => void = () => {}) {
  flushSync(change);
  go_to(id, part);
}

/// The line or group in which the cursor stands.
export function node_here(): number | undefined {
  const here = document.activeElement?.closest<HTMLElement>('[data-node]');
  return here ? Number(here.dataset.node) : undefined;
}

/// The one before or behind it, as one reads them.
export function neighbour_of(id: number, step: 1 | -1): number | undefined {
  const all = [...document.querySelectorAll<HTMLElement>('[data-node]')].map((one) => Number(one.dataset.node));
  return all[all.indexOf(id) + step];
}

/// When the builder opens: its first line, or the button that begins one; not when the cursor is somewhere already.
export function focus_builder() {
  const here = document.activeElement;
  if (here && here !== document.body && here.id !== 'content') return;
  document.querySelector<HTMLElement>('[data-builder] :is([data-first], [data-part="handle"])')?.focus();
}
