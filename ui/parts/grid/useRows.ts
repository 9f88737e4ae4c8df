// What the table draws right now: columns that fit, rows in view, pages that hold them.
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useLanguage } from '../../shell/language.tsx';
import { arrange, detail_layout, grid_template, with_widths, type Column, type Widths } from './columns.ts';
import { Pages, type Source } from './pages.ts';
import { useWindow } from './useWindow.ts';

export const row_height = 28;

export interface Cells<Row> {
  shown: readonly Column[];
  hidden: readonly Column[];
  per_line: number;
  detail_height: number;
  template: string;
  cell: (row: Row, column: Column) => ReactNode;
}

interface Asked<Row> {
  columns: readonly Column[];
  choice: readonly string[] | null;
  source: Source<Row>;
  first_page?: Row[];
  cell: (row: Row, column: Column) => ReactNode;
  opened: readonly number[];
  widths?: Widths;
}

export function useRows<Row>({ choice, source, first_page, cell, opened, ...asked }: Asked<Row>) {
  const columns = useMemo(() => with_widths(asked.columns, asked.widths), [asked.columns, asked.widths]);
  const redraw = useRef(() => {});
  const [pages] = useState(() => new Pages<Row>(() => redraw.current()));
  const shape = useRef({ shown: columns, hidden: [] as readonly Column[], per_line: 1, height: 0 });
  // Cells may hold words of the program: in another language the rows are fetched again.
  const language = useLanguage();
  pages.use({ ...source, key: `${language} ${source.key}` });
  const put = useRef<Row[]>(undefined);
  if (first_page && (first_page !== put.current || !pages.row(0))) pages.put(0, first_page);
  put.current = first_page;

  const view = useWindow((width, height) => {
    const parts = arrange(columns, choice, width);
    shape.current = { ...parts, ...detail_layout(parts.hidden.length, width) };
    const open = parts.hidden.length ? opened : [];
    return { rows: source.rows, row_height, detail_height: shape.current.height, opened: open, view: height };
  });
  redraw.current = view.redraw;
  const { first, last, direction } = view;
  useEffect(() => pages.need(first, last, direction), [pages, first, last, direction, source, language]);

  const { shown, hidden, per_line, height } = shape.current;
  const names = shown.map(({ name, width, fixed }) => `${name}${width}${fixed ? '!' : ''}`).join(' ');
  const cells = useMemo<Cells<Row>>(
    () => ({ shown, hidden, per_line, detail_height: height, template: grid_template(shown, hidden.length > 0), cell }),
    [names, hidden.length, per_line, height, cell],
  );
  return { pages, view, cells };
}
