// The user's own choice of columns and their widths in one list, kept on the server and shown at once.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import { get, send } from '../../api/client.ts';
import type { View } from '../../api/types.ts';
import type { Sizing } from './Grid.tsx';

const no_widths: Record<string, number> = {};
/// A column that is being drawn sends its width when the hand has rested, in ms.
const rest_of_drawing = 400;

export function useView(list: string): {
  choice: readonly string[] | null;
  choose: (columns: string[] | null) => void;
  sizing: Sizing;
} {
  const queries = useQueryClient();
  const query = useMemo(
    () => ({
      queryKey: ['view', list],
      staleTime: Infinity,
      queryFn: ({ signal }: { signal: AbortSignal }) => get<View>(`/me/views/${list}`, undefined, signal),
    }),
    [list],
  );
  const { data } = useQuery(query);
  const timer = useRef(0);
  // What was kept before is fetched first, or a key pressed sooner would be overwritten by it, or overwrite it.
  const keep = useCallback(
    async (changed: (old: View) => Partial<View>, delay: number) => {
      await queries.ensureQueryData(query).catch(() => {});
      const old: View = queries.getQueryData<View>(query.queryKey) ?? { columns: null };
      const view = { ...old, ...changed(old) };
      queries.setQueryData<View>(query.queryKey, view);
      const put = () => void send('PUT', `/me/views/${list}`, { body: view }).catch(() => {});
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(put, delay);
    },
    [queries, query, list],
  );
  const choose = useCallback((columns: string[] | null) => void keep(() => ({ columns }), 0), [keep]);
  const widths = data?.widths ?? no_widths;
  const sizing = useMemo<Sizing>(
    () => ({
      widths,
      change: (column, width) => {
        const changed = (old: View) => {
          const { [column]: _old, ...others } = old.widths ?? no_widths;
          return { widths: width === undefined ? others : { ...others, [column]: width } };
        };
        void keep(changed, rest_of_drawing);
      },
    }),
    [widths, keep],
  );
  return { choice: data?.columns ?? null, choose, sizing };
}
