// What the keys of a table do. In the head (reached with Up from the first row) the arrows choose a column, Enter sorts
// and Shift with the arrows changes its width.
import type { Column } from './columns.ts';
import type { Sorting } from './Grid.tsx';
import { all_marked, count_of, mark, no_marks, turn, type Marks } from './marks.ts';

type Actions = Record<string, () => void>;

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

export function row_actions(hands: Hands): Actions {
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

export interface MarkHands {
  active: number;
  move: (to: number) => void;
  /// Of a row that is loaded.
  id_at: (row: number) => number | undefined;
  marks: Marks;
  change: (marks: Marks) => void;
}

export function mark_actions({ active, move, id_at, marks, change }: MarkHands): Actions {
  const extend = (step: number) => () => {
    const reached = [id_at(active), id_at(active + step)].filter((id) => id !== undefined);
    change(reached.reduce(mark, marks));
    move(active + step);
  };
  const here = id_at(active);
  const some = count_of(marks, Number.MAX_SAFE_INTEGER) > 0;
  return {
    mark: () => here !== undefined && change(turn(marks, here)),
    mark_down: extend(1),
    mark_up: extend(-1),
    mark_all: () => change(all_marked),
    ...(some ? { unmark: () => change(no_marks) } : {}),
  };
}

const width_step = 16;

export interface HeadHands {
  place: number;
  shown: readonly Column[];
  /// The width at which the head's active column is drawn, in px: a column that shares the room is wider than its own
  /// width.
  drawn_width: number | undefined;
  sorting?: Sorting;
  go: (place: number | undefined) => void;
  resize?: (column: string, width: number) => void;
}

export function head_actions({ place, shown, drawn_width, sorting, go, resize }: HeadHands): Actions {
  const column = shown[place];
  const grow = (by: number) => () => column && resize?.(column.name, (drawn_width || column.width) + by);
  return {
    row_down: () => go(undefined),
    expand: () => go(Math.min(shown.length - 1, place + 1)),
    collapse: () => go(Math.max(0, place - 1)),
    open: () => column?.sortable && sorting?.change(column.name),
    ...(resize ? { wider: grow(width_step), narrower: grow(-width_step) } : {}),
  };
}
