// The groups of the last scan as pages of a list; what was decided since is asked anew without losing the place.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { page_size, type Source } from '../../parts/grid/pages.ts';
import { groups_page, latest_scan, type Group, type GroupState } from './requests.ts';

const first_key = (state: GroupState, revision: number) => ['duplicates', 'groups', state, revision];

export function useLatestScan() {
  return useQuery({ queryKey: ['duplicates', 'scan'], queryFn: ({ signal }) => latest_scan(signal), retry: false });
}

export function useGroups(state: GroupState) {
  const queries = useQueryClient();
  const [revision, set_revision] = useState(0);
  const scan = useLatestScan();
  const first = useQuery({
    queryKey: first_key(state, revision),
    queryFn: ({ signal }) => groups_page(state, 0, page_size, signal),
    placeholderData: (old) => old,
    enabled: Boolean(scan.data),
    retry: false,
  });
  const again = useCallback(() => {
    set_revision((old) => old + 1);
    void queries.invalidateQueries({ queryKey: ['duplicates', 'scan'] });
  }, [queries]);
  const { data } = first;
  const source = useMemo<Source<Group>>(
    () => ({
      key: data ? JSON.stringify([state, revision, scan.data?.id, data.count]) : '',
      rows: data?.count ?? 0,
      page: async (page, signal) =>
        page === 0 && data ? data.rows : (await groups_page(state, page * page_size, page_size, signal)).rows,
    }),
    [state, revision, data, scan.data?.id],
  );
  return { scan: scan.data, source, first: data?.rows, error: scan.error ?? first.error, again };
}
