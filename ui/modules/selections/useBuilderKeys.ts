// The keys of the builder: they answer while the cursor stands in it. Alt+arrows belong to a field whose list they open.
import { say } from '../../parts/live.ts';
import { useText } from '../../shell/language.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { new_line } from './document.ts';
import { focus_part, neighbour_of, node_here } from './focus.ts';
import { insert, move, place_of, remove, turn, wrap, type Way } from './tree.ts';
import type { Builder } from './useBuilder.ts';

const here = () => document.activeElement as HTMLElement | null;
const opens_a_list = () => Boolean(here()?.matches('select, [role="combobox"]'));
const is_button = () => Boolean(here()?.matches('button, a, summary, [type="checkbox"], [type="radio"]'));
const on_handle = () => Boolean(here()?.matches('[data-part="handle"]'));
const in_builder = () => Boolean(here()?.closest('[data-builder]'));

function useLineKeys({ selection, change }: Builder) {
  const t = useText();
  const moved = (way: Way, keeps_list: boolean) => () => {
    const id = node_here();
    if (id === undefined || (keeps_list && opens_a_list())) return false;
    const next = move(selection, id, way);
    if (next === selection) return !on_handle() && keeps_list ? false : undefined;
    const part = on_handle() ? 'handle' : 'body';
    focus_part(id, part, () => change(() => next));
    const place = place_of(next, id);
    if (place)
      say(
        t('ui.selections.moved', {
          place: place.index + 1,
          count: place.group.children.length,
          depth: place.chain.length,
        }),
        100,
      );
  };
  const add = () => {
    const id = node_here();
    const place = id === undefined ? undefined : place_of(selection, id);
    if (!place || (is_button() && !on_handle())) return false;
    const line = new_line();
    focus_part(line.id, 'picker', () => change((one) => insert(one, place.group.id, place.index + 1, line)));
  };
  const take_away = () => {
    const id = node_here();
    if (id === undefined || !on_handle()) return false;
    const next = neighbour_of(id, -1) ?? neighbour_of(id, 1);
    focus_part(next ?? id, 'handle', () => change((one) => remove(one, id)));
    say(t('ui.selections.removed'), 100);
  };
  const around = (what: typeof wrap) => () => {
    const id = node_here();
    if (id === undefined || !on_handle()) return false;
    focus_part(id, 'handle', () => change((one) => what(one, id)));
  };
  const to = (step: 1 | -1) => () => {
    const id = node_here();
    const next = id === undefined || !on_handle() ? undefined : neighbour_of(id, step);
    if (next === undefined) return false;
    focus_part(next, 'handle');
  };
  return { moved, add, take_away, around, to };
}

export function useBuilderKeys(builder: Builder) {
  const keys = useLineKeys(builder);
  const back = (step: (() => void) | undefined) => () => {
    if (!in_builder()) return false;
    step?.();
  };
  useKeys({
    line_up: keys.moved('up', true),
    line_down: keys.moved('down', true),
    line_in: keys.moved('in', false),
    line_out: keys.moved('out', false),
    line_new: keys.add,
    line_remove: keys.take_away,
    line_group: keys.around(wrap),
    line_not: keys.around(turn),
    line_next: keys.to(1),
    line_previous: keys.to(-1),
    undo: back(builder.undo),
    redo: back(builder.redo),
  });
}
