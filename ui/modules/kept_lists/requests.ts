// What the server keeps of lists, and what was delivered of them.
import { useQuery } from '@tanstack/react-query';
import { get, new_key, send } from '../../api/client.ts';

export interface Kept {
  name: string;
  note: string | null;
  report: string;
  report_type: string | null;
  filter: Record<string, unknown>;
  columns_shown: readonly string[];
  /// Of the screen that shows it.
  address: string | null;
  format: string;
  headings: string;
  shared_with: readonly number[];
  repeats: string | null;
  deliver_at: string | null;
  weekday: number | null;
  day_of_month: number | null;
  send_to: readonly string[];
}
export interface KeptList extends Kept {
  id: number;
  version: number;
  owner: string;
  may_change: boolean;
  next_at: string | null;
  change_event?: number;
}
export interface Delivery {
  id: number;
  job: number | null;
  made_at: string;
  state: 'running' | 'done' | 'failed';
  rows: number | null;
  /// Of a saved selection, since the delivery before.
  came?: number | null;
  went?: number | null;
  file_name: string | null;
  problem: string | null;
  sent: readonly { to: string; outcome: string }[];
  fetched: number;
}

export const kept_key = ['kept-lists'];

export function useKeptLists() {
  return useQuery({
    queryKey: kept_key,
    queryFn: async ({ signal }) => (await get<{ lists: KeptList[] }>('/saved-lists', undefined, signal)).lists,
  });
}

export function useDeliveries(list: number) {
  return useQuery({
    queryKey: [...kept_key, list, 'deliveries'],
    queryFn: async ({ signal }) =>
      (await get<{ deliveries: Delivery[] }>(`/saved-lists/${list}/deliveries`, undefined, signal)).deliveries,
    refetchInterval: (query) => (query.state.data?.some((one) => one.state === 'running') ? 1000 : false),
  });
}

export const create_kept = async (body: Kept, once: string) =>
  (await send<KeptList>('POST', '/saved-lists', { body, once })).data;
export const change_kept = async ({ id, version }: KeptList, body: Partial<Kept>) =>
  (await send<KeptList>('PATCH', `/saved-lists/${id}`, { body, version })).data;
export const remove_kept = async ({ id, version }: KeptList) =>
  (await send<{ change_event: number }>('DELETE', `/saved-lists/${id}`, { version })).data;
export const deliver_kept = async ({ id }: KeptList) =>
  (await send<{ id: number }>('POST', `/saved-lists/${id}/deliveries`, { once: new_key() })).data;
