// The user's own choice of columns of one list, kept on the server and shown at once.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { get, send } from '../../api/client.ts';
import type { View } from '../../api/types.ts';

export function useView(list: string): {
  choice: readonly string[] | null;
  choose: (columns: string[] | null) => void;
} {
  const queries = useQueryClient();
  const key = ['view', list];
  const { data } = useQuery({
    queryKey: key,
    staleTime: Infinity,
    queryFn: ({ signal }) => get<View>(`/me/views/${list}`, undefined, signal),
  });
  const choose = useCallback(
    (columns: string[] | null) => {
      const view = { ...(queries.getQueryData<View>(['view', list]) ?? {}), columns };
      queries.setQueryData<View>(['view', list], view);
      void send('PUT', `/me/views/${list}`, { body: view }).catch(() => {});
    },
    [queries, list],
  );
  return { choice: data?.columns ?? null, choose };
}
