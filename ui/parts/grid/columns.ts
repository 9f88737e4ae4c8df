// Which columns of a list are shown: the user's choice first, then as many as the width holds, dropped by priority (the
// lowest number stays longest). Whatever is not shown stands behind the row's plus. Pure functions.
export interface Column {
  name: string;
  caption: string;
  /// 1 stays longest.
  priority: number;
  kind?: string;
  /// Least width in px.
  width: number;
  sortable?: boolean;
  /// The user set this width: the column neither grows nor shrinks.
  fixed?: boolean;
  /// Words of a column with few values.
  values?: Record<string, string>;
}

export const plus_width = 36;

export type Widths = Readonly<Record<string, number>>;
export const least_width = 40;
export const most_width = 800;

/// The columns with the widths the user gave them.
export function with_widths<C extends Column>(columns: readonly C[], widths: Widths | undefined): readonly C[] {
  if (!widths) return columns;
  return columns.map((column) => {
    const wanted = widths[column.name];
    return wanted === undefined ? column : { ...column, width: wanted, fixed: true };
  });
}

export const possible_width = (width: number) => Math.round(Math.max(least_width, Math.min(most_width, width)));

/// The columns the user wants, in the user's order; unknown names are left out. No choice: all, in the list's order.
export function chosen_columns<C extends Column>(
  columns: readonly C[],
  choice: readonly string[] | null,
): readonly C[] {
  if (!choice) return columns;
  const wanted = choice
    .map((name) => columns.find((column) => column.name === name))
    .filter((column) => column !== undefined);
  return wanted.length ? wanted : columns;
}

/// Those of `columns` that fit into `width`, in their order. At least one is always shown.
export function fitting_columns<C extends Column>(
  columns: readonly C[],
  width: number,
  needs_plus: boolean,
): readonly C[] {
  const room = width - (needs_plus ? plus_width : 0);
  const total = columns.reduce((sum, column) => sum + column.width, 0);
  if (total <= room) return columns;
  const kept = new Set<string>();
  let used = 0;
  for (const column of [...columns].sort((a, b) => a.priority - b.priority)) {
    if (kept.size && used + column.width > room) break;
    kept.add(column.name);
    used += column.width;
  }
  return columns.filter((column) => kept.has(column.name));
}

export interface Shown<C extends Column> {
  shown: readonly C[];
  hidden: readonly C[];
}

export function arrange<C extends Column>(
  columns: readonly C[],
  choice: readonly string[] | null,
  width: number,
): Shown<C> {
  const chosen = chosen_columns(columns, choice);
  let shown = fitting_columns(chosen, width, chosen.length < columns.length);
  if (shown.length === chosen.length && chosen.length === columns.length) return { shown, hidden: [] };
  shown = fitting_columns(chosen, width, true);
  return { shown, hidden: columns.filter((column) => !shown.includes(column)) };
}

/// Numbers of hidden columns per line of an opened row, and the height of the whole.
export function detail_layout(hidden: number, width: number): { per_line: number; height: number } {
  const per_line = Math.max(1, Math.floor((width - plus_width) / 300));
  return { per_line, height: hidden === 0 ? 0 : Math.ceil(hidden / per_line) * 22 + 12 };
}

/// Least width of a column by its kind, where the list itself says nothing.
export function width_of(kind: string | undefined, caption: string): number {
  const by_kind: Record<string, number> = {
    integer: 80,
    count: 70,
    money: 90,
    date: 96,
    instant: 132,
    yes_no: 64,
    email: 170,
    phone: 130,
  };
  return Math.max(by_kind[kind ?? ''] ?? 110, Math.min(160, caption.length * 8 + 30));
}

/// The CSS grid of a row: room for the plus where columns are hidden, the rest shared by least width.
export function grid_template(shown: readonly Column[], plus: boolean): string {
  const shares = shown.map((column) =>
    column.fixed ? `${column.width}px` : `minmax(${column.width}px, ${column.width}fr)`,
  );
  return [...(plus ? [`${plus_width}px`] : []), ...shares].join(' ');
}
