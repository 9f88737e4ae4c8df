// One run of a report: its first rows come with the answer, further pages as one scrolls, totals when they are counted.
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { get, send } from '../../api/client.ts';
import type { ReportRow, ReportRun, Totals } from '../../api/types.ts';
import { page_size, type Source } from '../../parts/grid/pages.ts';
import { as_body, type EventFilter } from './filter.ts';

export interface MadeRun extends ReportRun {
  asked_type: string;
  asked_filter: string;
}

export function useRun() {
  const [run, set_run] = useState<MadeRun>();
  const [making, set_making] = useState(false);
  const [refusal, set_refusal] = useState<Error>();
  const [reached, set_reached] = useState(0);
  const request = useRef<AbortController>(undefined);

  const make = useCallback(async (type: string, filter: EventFilter): Promise<boolean> => {
    request.current?.abort();
    const mine = new AbortController();
    request.current = mine;
    set_refusal(undefined);
    const late = window.setTimeout(() => set_making(true), 400);
    try {
      const { data } = await send<ReportRun>('POST', '/reports/customers/runs', {
        body: { type, filter: as_body(filter) },
        signal: mine.signal,
        once: undefined,
      });
      set_run({ ...data, asked_type: type, asked_filter: JSON.stringify(filter.chosen) + filter.scope });
      set_reached(data.rows.length);
      return true;
    } catch (reason) {
      if (!mine.signal.aborted) {
        set_refusal(reason as Error);
        set_run(undefined);
      }
      return false;
    } finally {
      window.clearTimeout(late);
      if (request.current === mine) set_making(false);
    }
  }, []);
  const stop = useCallback(() => {
    request.current?.abort();
    set_making(false);
  }, []);

  const { data: totals } = useQuery({
    queryKey: ['report-totals', run?.id],
    enabled: run !== undefined,
    staleTime: Infinity,
    queryFn: ({ signal }) => get<Totals>(`/reports/runs/${run!.id}/totals`, undefined, signal),
    refetchInterval: (query) => (query.state.data?.state === 'done' ? false : 500),
  });

  // Until the totals are known, rows are reached one page after the other.
  const more = run !== undefined && run.rows.length >= page_size;
  const known =
    totals?.state === 'done' ? totals.rows : Math.max(reached, run?.rows.length ?? 0) + (more ? page_size : 0);
  const rows = run === undefined ? 0 : more ? known : run.rows.length;
  const source = useMemo<Source<ReportRow>>(
    () => ({
      key: String(run?.id ?? ''),
      rows,
      page: async (page, signal) => {
        const got = await get<{ rows: ReportRow[] }>(
          `/reports/runs/${run!.id}/rows`,
          { offset: page * page_size, limit: page_size },
          signal,
        );
        set_reached((old) => Math.max(old, page * page_size + got.rows.length));
        return got.rows;
      },
    }),
    [run, rows],
  );
  return { run, totals, source, make, making, refusal, stop };
}
