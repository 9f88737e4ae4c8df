// The lines of one question and what they add up to: the first page at once, the sums when they are counted. The old
// list stays on the screen until the first page of the new one is there.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Source } from '../../parts/grid/pages.ts';
import type { LedgerSearch } from './requests.ts';
import { LedgerPages } from './ledger_pages.ts';
import { ledger_piece, ledger_totals, type LedgerLine } from './requests.ts';

interface Shown {
  search: LedgerSearch;
  pages: LedgerPages<LedgerLine>;
  first: LedgerLine[];
}

/// `round` asks again with the same question.
function useShown(search: LedgerSearch, round: number) {
  const [shown, show] = useState<Shown>();
  const [failed, fail] = useState<unknown>();
  useEffect(() => {
    const request = new AbortController();
    const pages = new LedgerPages<LedgerLine>((after, limit) => ledger_piece(search, after, limit, request.signal));
    pages.page(0).then(
      (first) => {
        if (request.signal.aborted) return;
        fail(undefined);
        show({ search, pages, first });
      },
      (reason: unknown) => {
        if (!request.signal.aborted) fail(reason);
      },
    );
    return () => request.abort();
  }, [search, round]);
  return { shown, failed };
}

export function useLedger(search: LedgerSearch) {
  const [round, set_round] = useState(0);
  const { shown, failed } = useShown(search, round);
  const [reached, set_reached] = useState(0);
  const key = shown ? `${JSON.stringify(shown.search)} ${round}` : '';
  const { data: totals } = useQuery({
    queryKey: ['sales-totals', key],
    enabled: shown !== undefined,
    staleTime: Infinity,
    queryFn: ({ signal }) => ledger_totals(shown!.search, signal),
  });
  const rows = shown?.pages.rows(totals?.lines) ?? 0;
  const source = useMemo<Source<LedgerLine>>(
    () => ({
      key,
      rows,
      page: async (page) => {
        const lines = await shown!.pages.page(page);
        set_reached(shown!.pages.lines.length); // the table may have grown
        return lines;
      },
    }),
    [shown, key, rows, reached],
  );
  return { shown, source, totals, failed, again: () => set_round((times) => times + 1) };
}
