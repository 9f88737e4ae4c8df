// Which rows of a list are marked: single ones, or all that the question finds but a few. Rows are known by their id,
// so that marks survive sorting and rows that were never loaded can be marked too. Pure functions.
export interface Marks {
  /// All rows of the question; `ids` are then those left out.
  all: boolean;
  ids: ReadonlySet<number>;
}

export const no_marks: Marks = { all: false, ids: new Set() };
export const all_marked: Marks = { all: true, ids: new Set() };

export const is_marked = (marks: Marks, id: number) => marks.all !== marks.ids.has(id);

export function turn(marks: Marks, id: number): Marks {
  const ids = new Set(marks.ids);
  if (!ids.delete(id)) ids.add(id);
  return { all: marks.all, ids };
}

export const mark = (marks: Marks, id: number): Marks => (is_marked(marks, id) ? marks : turn(marks, id));

/// `rows`: of the whole list.
export const count_of = (marks: Marks, rows: number) => (marks.all ? rows - marks.ids.size : marks.ids.size);
