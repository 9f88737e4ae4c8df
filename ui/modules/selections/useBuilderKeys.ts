// The keys of the builder: they answer while the cursor stands in it. Alt+arrows belong to a field whose list they open.
import { say } from '../../parts/live.ts';
import { useText } from '../../shell/language.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { new_line } from './document.ts';
import { focus_builder, focus_part, neighbour_of, node_here } from './focus.ts';
import { insert, move, place_of, remove, turn, wrap, type Way } from './tree.ts';
import type { Builder } from './useBuilder.ts';

const here = () => document.activeElement as HTMLElement | null;
const opens_a_list = () => Boolean(here()?.matches('select, [role="combobox"]'));
const is_button = () => Boolean(here()?.matches('button, a, summary, [type="checkbox"], [type="radio"]'));
const on_handle = () => Boolean(here()?.matches('[data-part="handle"]'));
const in_builder = () => Boolean(here()?.closest('[data-builder]'));

/// Up and down belong to a field whose list they open; in and out are the browser's way back everywhere else.
function useMoves({ selection, change }: Builder) {
  const t = useText();
  return (way: Way) => () => {
    const id = node_here();
    if (id === undefined || ((way === 'up' || way === 'down') && opens_a_list())) return false;
    const next = move(selection, id, way);
    if (next === selection) return;
    focus_part(id, on_handle() ? 'handle' : 'body', () => change(() => next));
    const { index, group, chain } = place_of(next, id)!;
    say(t('ui.selections.moved', { place: index + 1, count: group.children.length, depth: chain.length }), 100);
  };
}

/// A new line behind the one in which the cursor stands.
const adds_line =
  ({ selection, change }: Builder) =>
  () => {
    const id = node_here();
    const place = id === undefined ? undefined : place_of(selection, id);
    if (!place || (is_button() && !on_handle())) return false;
    const line = new_line();
    focus_part(line.id, 'picker', () => change((one) => insert(one, place.group.id, place.index + 1, line)));
  };

function useRemoval({ change }: Builder) {
  const t = useText();
  return () => {
    const id = node_here();
    if (id === undefined || !on_handle()) return false;
    const next = neighbour_of(id, -1) ?? neighbour_of(id, 1);
    focus_part(next ?? id, 'handle', () => change((one) => remove(one, id)));
    if (next === undefined) focus_builder();
    say(t('ui.selections.removed'), 100);
  };
}

const at_handle = (deed: (id: number) => void) => () => {
  const id = node_here();
  if (id === undefined || !on_handle()) return false;
  deed(id);
};

const goes = (step: 1 | -1) =>
  at_handle((id) => {
    const next = neighbour_of(id, step);
    if (next !== undefined) focus_part(next, 'handle');
  });

export function useBuilderKeys(builder: Builder) {
  const moves = useMoves(builder);
  const take_away = useRemoval(builder);
  const around = (what: typeof wrap) =>
    at_handle((id) => focus_part(id, 'handle', () => builder.change((one) => what(one, id))));
  const back = (step: (() => void) | undefined) => () => {
    if (!in_builder()) return false;
    step?.();
  };
  useKeys({
    line_up: moves('up'),
    line_down: moves('down'),
    line_in: moves('in'),
    line_out: moves('out'),
    line_new: adds_line(builder),
    line_remove: take_away,
    line_group: around(wrap),
    line_not: around(turn),
    line_next: goes(1),
    line_previous: goes(-1),
    undo: back(builder.undo),
    redo: back(builder.redo),
  });
}
