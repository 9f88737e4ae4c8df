// One run of a report: its first rows come with the answer, further pages as one scrolls, totals when they are counted.
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { get, send } from '../api/client.ts';
import type { ReportRow, ReportRun, Totals } from '../api/types.ts';
import { page_size, type Source } from '../parts/grid/pages.ts';

export interface Asked {
  report: string;
  type?: string;
  filter: Record<string, unknown>;
}
export interface MadeRun extends ReportRun {
  asked: string;
}

/// What a list was made from, for comparing.
export const same_question = (asked: Asked) => JSON.stringify([asked.report, asked.type, asked.filter]);

export async function make_run({ report, type, filter }: Asked, signal?: AbortSignal): Promise<ReportRun> {
  return (await send<ReportRun>('POST', `/reports/${report}/runs`, { body: { type, filter }, signal })).data;
}

export function useTotals(run: { id: number | string } | undefined): Totals | undefined {
  return useQuery({
    queryKey: ['report-totals', run?.id],
    enabled: run !== undefined,
    staleTime: Infinity,
    queryFn: ({ signal }) => get<Totals>(`/reports/runs/${run!.id}/totals`, undefined, signal),
    refetchInterval: (query) => (query.state.data?.state === 'done' ? false : 500),
  }).data;
}

/// Until the totals are known, rows are reached one page after the other.
function useRunSource(run: MadeRun | undefined, totals: Totals | undefined): Source<ReportRow> {
  const [reached, set_reached] = useState({ run: run?.id, rows: 0 });
  const first = run?.rows.length ?? 0;
  const so_far = Math.max(first, reached.run === run?.id ? reached.rows : 0);
  const known = totals?.state === 'done' ? totals.rows : so_far + page_size;
  const rows = first < page_size ? first : known;
  return useMemo(
    () => ({
      key: String(run?.id ?? ''),
      rows,
      page: async (page, signal) => {
        const query = { offset: page * page_size, limit: page_size };
        const got = await get<{ rows: ReportRow[] }>(`/reports/runs/${run!.id}/rows`, query, signal);
        const end = query.offset + got.rows.length;
        set_reached((old) => ({ run: run!.id, rows: old.run === run!.id ? Math.max(old.rows, end) : end }));
        return got.rows;
      },
    }),
    [run, rows],
  );
}

/// `keep`: the list on the screen stays when another question is refused.
export function useRun({ keep = false } = {}) {
  const [run, set_run] = useState<MadeRun>();
  const [making, set_making] = useState(false);
  const [refusal, set_refusal] = useState<Error>();
  const request = useRef<AbortController>(undefined);

  const make = useCallback(
    async (asked: Asked) => {
      request.current?.abort();
      const mine = new AbortController();
      request.current = mine;
      set_refusal(undefined);
      const late = window.setTimeout(() => set_making(true), 400);
      try {
        set_run({ ...(await make_run(asked, mine.signal)), asked: same_question(asked) });
      } catch (reason) {
        if (mine.signal.aborted) return;
        set_refusal(reason as Error);
        if (!keep) set_run(undefined);
      } finally {
        window.clearTimeout(late);
        if (request.current === mine) set_making(false);
      }
    },
    [keep],
  );
  const stop = useCallback(() => {
    request.current?.abort();
    set_making(false);
  }, []);
  const totals = useTotals(run);
  return { run, totals, source: useRunSource(run, totals), make, making, refusal, stop };
}
