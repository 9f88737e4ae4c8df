// What the keys of a table do. In the head (reached with Up from the first row) the arrows choose a column and Enter sorts.
import type { Column } from './columns.ts';
import type { Sorting } from './Grid.tsx';

export interface Hands {
  active: number;
  rows: number;
  /// Rows that fit on the screen.
  screen: number;
  in_view: { first: number; last: number };
  has_hidden: boolean;
  move: (to: number) => void;
  toggle: (row: number, open: boolean) => void;
  toggle_all: (rows: readonly number[]) => void;
  open: () => void;
  enter_head?: () => void;
}

export function row_actions(hands: Hands): Record<string, () => void> {
  const { active, rows, screen, move, in_view } = hands;
  const visible = () => Array.from({ length: in_view.last - in_view.first + 1 }, (_, place) => in_view.first + place);
  return {
    row_down: () => move(active + 1),
    row_up: () => (active === 0 && hands.enter_head ? hands.enter_head() : move(active - 1)),
    page_down: () => move(active + screen),
    page_up: () => move(active - screen),
    first: () => move(0),
    last: () => move(rows - 1),
    expand: () => hands.has_hidden && hands.toggle(active, true),
    collapse: () => hands.toggle(active, false),
    expand_all: () => hands.toggle_all(visible()),
    open: hands.open,
  };
}

export function head_actions(
  place: number,
  shown: readonly Column[],
  sorting: Sorting,
  go: (place: number | undefined) => void,
): Record<string, () => void> {
  return {
    row_down: () => go(undefined),
    expand: () => go(Math.min(shown.length - 1, place + 1)),
    collapse: () => go(Math.max(0, place - 1)),
    open: () => shown[place]?.sortable && sorting.change(shown[place].name),
  };
}
