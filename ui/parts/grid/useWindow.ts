// Ties the window arithmetic to a scrolling element: which rows to draw now, and how to bring a row into view.
import { useCallback, useLayoutEffect, useReducer, useRef, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import {
  drawn,
  is_compressed,
  max_offset,
  offset_after,
  offset_showing,
  top_for,
  top_of,
  type Layout,
} from './window.ts';

export const head_height = 32;

interface Place {
  top: number;
  offset: number;
  width: number;
  view: number;
  /// The next scroll event is our own.
  skip: boolean;
  timer: number;
  direction: 1 | -1;
}

/// Width and height of the visible part; one observer per table.
function useSize(box: RefObject<HTMLDivElement | null>, place: RefObject<Place>, redraw: () => void) {
  useLayoutEffect(() => {
    const element = box.current!;
    const measure = () => {
      const { clientWidth, clientHeight } = element;
      const now = place.current;
      if (clientWidth === now.width && clientHeight - head_height === now.view) return;
      now.width = clientWidth;
      now.view = Math.max(0, clientHeight - head_height);
      redraw();
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [box, place, redraw]);
}

function take_offset(now: Place, offset: number) {
  now.direction = offset >= now.offset ? 1 : -1;
  now.offset = offset;
}

function put_scroll_bar(element: HTMLElement | null, now: Place, layout: Layout) {
  const top = top_for(layout, now.offset);
  if (!element || Math.abs(element.scrollTop - top) < 1) return;
  now.skip = true;
  now.top = top;
  element.scrollTop = top;
}

function take_scroll(element: HTMLElement, now: Place, layout: RefObject<Layout>) {
  const before = now.top;
  now.top = element.scrollTop;
  if (now.skip) {
    now.skip = false;
    return;
  }
  take_offset(now, offset_after(layout.current, now.offset, before, now.top));
  if (!is_compressed(layout.current)) return;
  window.clearTimeout(now.timer);
  now.timer = window.setTimeout(() => put_scroll_bar(element, now, layout.current), 150);
}

export function useWindow(make: (width: number, view: number) => Layout) {
  const box = useRef<HTMLDivElement>(null);
  const place = useRef<Place>({ top: 0, offset: 0, width: 0, view: 600, skip: false, timer: 0, direction: 1 });
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const layout = make(place.current.width, place.current.view);
  const latest = useRef(layout);
  latest.current = layout;
  place.current.offset = Math.min(place.current.offset, max_offset(layout));
  useSize(box, place, redraw);

  const stand_at = useCallback((offset: number) => {
    take_offset(place.current, offset);
    put_scroll_bar(box.current, place.current, latest.current);
    redraw();
  }, []);
  const on_scroll = useCallback(() => {
    take_scroll(box.current!, place.current, latest);
    flushSync(redraw); // a frame later would show blank rows
  }, []);
  const show_row = useCallback(
    (row: number) => stand_at(offset_showing(latest.current, place.current.offset, row)),
    [stand_at],
  );
  const show_row_at_top = useCallback(
    (row: number) => stand_at(Math.min(top_of(latest.current, row), max_offset(latest.current))),
    [stand_at],
  );

  const { offset, top, direction } = place.current;
  const shift = Math.round(top - offset);
  return { box, layout, ...drawn(layout, offset, 6), direction, shift, on_scroll, show_row, show_row_at_top, redraw };
}
