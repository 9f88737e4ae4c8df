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
  const key = ['view', list];
  const { data } = useQuery({
    queryKey: key,
    staleTime: Infinity,
    queryFn: ({ signal }) => get<View>(`/me/views/${list}`, undefined, signal),
  });
  const timer = useRef(0);
  const keep = useCallback(
    (part: Partial<View>, delay: number) => {
      const view: View = { columns: null, ...queries.getQueryData<View>(['view', list]), ...part };
      queries.setQueryData<View>(['view', list], view);
      const put = () => void send('PUT', `/me/views/${list}`, { body: view }).catch(() => {});
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(put, delay);
    },
    [queries, list],
  );
  const choose = useCallback((columns: string[] | null) => keep({ columns }, 0), [keep]);
  const widths = data?.widths ?? no_widths;
  const sizing = useMemo<Sizing>(
    () => ({
      widths,
      change: (column, width) => {
        const { [column]: _old, ...others } = widths;
        keep({ widths: width === undefined ? others : { ...others, [column]: width } }, rest_of_drawing);
      },
    }),
    [widths, keep],
  );
  return { choice: data?.columns ?? null, choose, sizing };
}
