// The arithmetic of a table of up to millions of rows: fixed row height, one known height for opened rows, and a scroll
// height capped because browsers cut taller elements off silently (16.8 million px at display scale 2). Pure functions;
// pixels and row numbers from 0.
export const height_limit = 8_000_000;

export interface Layout {
  rows: number;
  row_height: number;
  detail_height: number;
  /// Numbers of the opened rows, ascending.
  opened: readonly number[];
  /// Height of the visible part, without the head.
  view: number;
}

export function full_height(layout: Layout): number {
  return layout.rows * layout.row_height + layout.opened.length * layout.detail_height;
}

export function scroll_height(layout: Layout): number {
  return Math.min(full_height(layout), height_limit);
}

export const is_compressed = (layout: Layout) => full_height(layout) > height_limit;

/// Distance of a row's top from the start of the content.
export function top_of(layout: Layout, row: number): number {
  let top = row * layout.row_height;
  for (const opened of layout.opened) {
    if (opened >= row) break;
    top += layout.detail_height;
  }
  return top;
}

export function height_of(layout: Layout, row: number): number {
  return layout.row_height + (layout.opened.includes(row) ? layout.detail_height : 0);
}

/// The row that covers a distance from the start of the content.
export function row_at(layout: Layout, offset: number): number {
  if (layout.rows === 0) return 0;
  if (layout.opened.length === 0) return clamp(Math.floor(offset / layout.row_height), 0, layout.rows - 1);
  let low = 0;
  let high = layout.rows - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (top_of(layout, middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

export const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

/// First and last row to draw, with some beyond both edges; last < first when there is none.
export function drawn(layout: Layout, offset: number, beyond: number): { first: number; last: number } {
  const first = Math.max(0, row_at(layout, offset) - beyond);
  const last = Math.min(layout.rows - 1, row_at(layout, offset) + Math.ceil(layout.view / layout.row_height) + beyond);
  return { first, last };
}

export const max_offset = (layout: Layout) => Math.max(0, full_height(layout) - layout.view);
const max_top = (layout: Layout) => Math.max(0, scroll_height(layout) - layout.view);

/// Where the content stands after the scroll bar moved from `before` to `top`: small moves are taken one to one, a
/// dragged thumb (more than three views, or either end) proportionally.
export function offset_after(layout: Layout, offset: number, before: number, top: number): number {
  if (!is_compressed(layout)) return clamp(top, 0, max_offset(layout));
  const moved = top - before;
  const at_end = top <= 0 || top >= max_top(layout) - 1;
  if (Math.abs(moved) < 3 * layout.view && !at_end) return clamp(offset + moved, 0, max_offset(layout));
  return clamp((top / max_top(layout)) * max_offset(layout), 0, max_offset(layout));
}

/// Where the scroll bar belongs for a content offset.
export function top_for(layout: Layout, offset: number): number {
  if (!is_compressed(layout)) return clamp(offset, 0, max_top(layout));
  return Math.round((offset / max_offset(layout)) * max_top(layout));
}

/// The smallest move that brings a row fully into view.
export function offset_showing(layout: Layout, offset: number, row: number): number {
  const top = top_of(layout, row);
  const bottom = top + height_of(layout, row);
  if (top < offset) return clamp(top, 0, max_offset(layout));
  if (bottom > offset + layout.view) return clamp(Math.min(top, bottom - layout.view), 0, max_offset(layout));
  return offset;
}
