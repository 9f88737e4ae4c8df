// Ties the window arithmetic to a scrolling element: which rows to draw now, and how to bring a row into view.
import { useCallback, useLayoutEffect, useReducer, useRef } from 'react';
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
  skip: boolean;
  timer: number;
  direction: 1 | -1;
}

export function useWindow(make: (width: number, view: number) => Layout) {
  const box = useRef<HTMLDivElement>(null);
  const place = useRef<Place>({ top: 0, offset: 0, width: 0, view: 600, skip: false, timer: 0, direction: 1 });
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const layout = make(place.current.width, place.current.view);
  const latest = useRef(layout);
  latest.current = layout;
  place.current.offset = Math.min(place.current.offset, max_offset(layout));

  useLayoutEffect(() => {
    const element = box.current!;
    const measure = () => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth === place.current.width && clientHeight - head_height === place.current.view) return;
      place.current.width = clientWidth;
      place.current.view = Math.max(0, clientHeight - head_height);
      redraw();
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);

  const stand_at = useCallback((offset: number) => {
    const now = place.current;
    now.direction = offset >= now.offset ? 1 : -1;
    now.offset = offset;
    const top = top_for(latest.current, offset);
    const element = box.current;
    if (element && Math.abs(element.scrollTop - top) >= 1) {
      now.skip = true;
      now.top = top;
      element.scrollTop = top;
    }
    redraw();
  }, []);

  const on_scroll = useCallback(() => {
    const now = place.current;
    const top = box.current!.scrollTop;
    if (now.skip) {
      now.skip = false;
      now.top = top;
      flushSync(redraw);
      return;
    }
    const offset = offset_after(latest.current, now.offset, now.top, top);
    now.direction = offset >= now.offset ? 1 : -1;
    now.offset = offset;
    now.top = top;
    if (is_compressed(latest.current)) {
      window.clearTimeout(now.timer);
      now.timer = window.setTimeout(() => {
        const wanted = top_for(latest.current, now.offset);
        if (Math.abs(wanted - box.current!.scrollTop) <= 1) return;
        now.skip = true;
        box.current!.scrollTop = wanted;
      }, 150);
    }
    flushSync(redraw); // a frame later would show blank rows
  }, []);

  const show_row = useCallback(
    (row: number) => {
      stand_at(offset_showing(latest.current, place.current.offset, row));
    },
    [stand_at],
  );
  const show_row_at_top = useCallback(
    (row: number) => {
      stand_at(Math.min(top_of(latest.current, row), max_offset(latest.current)));
    },
    [stand_at],
  );

  const { offset, top, direction } = place.current;
  const { first, last } = drawn(layout, offset, 6);
  return {
    box,
    layout,
    first,
    last,
    direction,
    shift: Math.round(top - offset),
    on_scroll,
    show_row,
    show_row_at_top,
    redraw,
  };
}
