// The keys of a table: what the registry binds in lists, and letters that jump to the first row that begins so.
import type { KeyboardEvent } from 'react';
import { action_of, key_name } from '../../shell/keys.ts';
import { head_actions, mark_actions, row_actions, type Hands } from './actions.ts';
import { possible_width } from './columns.ts';
import type { GridProps, GridState } from './Grid.tsx';
import { useTypeAhead } from './useActiveRow.ts';
import { row_height } from './useRows.ts';

/// What the keys of the rows need to know and may do.
function hands_of<Row>({ source, sorting, sizing, on_open }: GridProps<Row>, grid: GridState<Row>): Hands {
  const { view, cells, active, active_row } = grid;
  return {
    active,
    rows: source.rows,
    screen: Math.max(1, Math.floor(view.layout.view / row_height) - 1),
    in_view: view,
    has_hidden: cells.hidden.length > 0,
    move: grid.move,
    toggle: grid.toggle,
    toggle_all: (rows) => grid.set_opened((old) => (old.length ? [] : rows)),
    open: () => active_row !== undefined && on_open?.(active_row, active),
    enter_head: (sorting ?? sizing) && (() => grid.set_header(0)),
  };
}

function marks_of<Row>({ marking }: GridProps<Row>, grid: GridState<Row>) {
  if (!marking) return {};
  const id_at = (index: number) => {
    const row = grid.pages.row(index);
    return row === undefined ? undefined : marking.id(row);
  };
  return mark_actions({ active: grid.active, move: grid.move, id_at, marks: marking.marks, change: marking.change });
}

function head_of<Row>(props: GridProps<Row>, { header, cells, set_header }: GridState<Row>, grid_element: Element) {
  const { sorting, sizing } = props;
  if (header === undefined) return {};
  const resize = sizing && ((name: string, width: number) => sizing.change(name, possible_width(width)));
  const drawn_width = document.getElementById(grid_element.getAttribute('aria-activedescendant') ?? '')?.offsetWidth;
  return head_actions({ place: header, shown: cells.shown, drawn_width, sorting, go: set_header, resize });
}

export function useGridKeys<Row>(
  props: GridProps<Row>,
  grid: GridState<Row>,
  jump: (row: number) => void,
  open_menu: () => boolean,
) {
  const type_ahead = useTypeAhead(props.find, jump);
  const act_on = (name: string, grid_element: Element): boolean => {
    const action = (props.letters && action_of(name, ['letters'])) || action_of(name, ['list']);
    if (!action) return false;
    if (action === 'row_menu') return open_menu();
    const in_rows = { ...row_actions(hands_of(props, grid)), ...marks_of(props, grid) };
    const act =
      head_of(props, grid, grid_element)[action] ?? (in_rows as Record<string, (() => void) | undefined>)[action];
    act?.();
    return act !== undefined;
  };
  return (event: KeyboardEvent) => {
    const name = event.target === event.currentTarget ? key_name(event.nativeEvent) : null;
    if (name === null) return;
    const is_letter = name.length === 1 && name !== ' ' && name !== '?';
    if (act_on(name, event.currentTarget) || (is_letter && type_ahead(event.key))) event.preventDefault();
  };
}
