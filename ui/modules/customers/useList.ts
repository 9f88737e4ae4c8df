// What the list of customers shows and where that stands: filter, order and row in the address, rows and count from the
// server.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CustomerRow } from '../../api/types.ts';
import { page_size, type Source } from '../../parts/grid/pages.ts';
import { list_count, list_page, type ListQuestion } from './list_source.ts';

export interface ListSearch {
  filter?: string;
  order?: string;
  direction?: 'asc' | 'desc';
  row?: number;
  hidden?: boolean;
}

export function useListAddress() {
  const navigate = useNavigate();
  const search = useSearch({ from: '/customers' });
  const { filter = '', order = 'name', direction = 'asc', hidden = false } = search;
  const question = useMemo<ListQuestion>(
    () => ({ filter, order, direction, hidden }),
    [filter, order, direction, hidden],
  );
  const put = useCallback(
    (part: ListSearch) => {
      void navigate({ to: '/customers', search: (old) => ({ ...old, ...part }), replace: true });
    },
    [navigate],
  );
  const sort = (column: string) => {
    const turned = order === column && direction === 'asc';
    put({ order: column === 'name' ? undefined : column, direction: turned ? 'desc' : undefined, row: undefined });
  };
  return { question, row: search.row, put, sort };
}

/// The active row goes into the address when it has rested a moment.
export function useRememberedRow(put: (part: ListSearch) => void) {
  const timer = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return useCallback(
    (_row: CustomerRow | undefined, index: number) => {
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => {
        if (location.pathname === '/customers') put({ row: index || undefined });
      }, 600);
    },
    [put],
  );
}

export interface Shown {
  question: ListQuestion;
  rows: number;
  exact: boolean;
  first: CustomerRow[];
}

/// The first page, and the count as soon as it is there.
async function ask(question: ListQuestion, signal: AbortSignal, show: (shown: Shown) => void) {
  const count = list_count(question, signal);
  count.catch(() => {}); // a list without its count is still a list
  const first = await list_page(question, 0, signal);
  const whole = first.length < page_size;
  show({ question, rows: first.length, exact: whole, first });
  const rows = whole ? first.length : await count.catch(() => undefined);
  if (rows !== undefined && !whole) show({ question, rows, exact: true, first });
}

/// The old list stays on the screen until the first page of the new one is there; late answers to older questions are
/// dropped.
export function useShown(question: ListQuestion) {
  const [shown, show] = useState<Shown>();
  const [failed, fail] = useState<unknown>();
  const [again, set_again] = useState(0);
  useEffect(() => {
    const request = new AbortController();
    const take = (next: Shown) => {
      if (request.signal.aborted) return;
      fail(undefined);
      show(next);
    };
    ask(question, request.signal, take).catch((reason: unknown) => {
      if (!request.signal.aborted) fail(reason);
    });
    return () => request.abort();
  }, [question, again]);
  const source = useMemo<Source<CustomerRow>>(
    () => ({
      key: shown ? JSON.stringify(shown.question) : '',
      rows: shown?.rows ?? 0,
      page: (page, signal) => list_page(shown!.question, page, signal),
    }),
    [shown],
  );
  return { shown, source, failed, retry: () => set_again((times) => times + 1) };
}
