// What the server keeps of lists, and what was delivered of them.
import { useQuery } from '@tanstack/react-query';
import { get, new_key, send } from '../../api/client.ts';

export interface Saved {
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
export interface SavedList extends Saved {
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

export const saved_key = ['saved-lists'];

export function useSavedLists() {
  return useQuery({
    queryKey: saved_key,
    queryFn: async ({ signal }) => (await get<{ lists: SavedList[] }>('/saved-lists', undefined, signal)).lists,
  });
}

export function useDeliveries(list: number) {
  return useQuery({
    queryKey: [...saved_key, list, 'deliveries'],
    queryFn: async ({ signal }) =>
      (await get<{ deliveries: Delivery[] }>(`/saved-lists/${list}/deliveries`, undefined, signal)).deliveries,
    refetchInterval: (query) => (query.state.data?.some((one) => one.state === 'running') ? 1000 : false),
  });
}

export const create_saved = async (body: Saved, once: string) =>
  (await send<SavedList>('POST', '/saved-lists', { body, once })).data;
export const change_saved = async ({ id, version }: SavedList, body: Partial<Saved>) =>
  (await send<SavedList>('PATCH', `/saved-lists/${id}`, { body, version })).data;
export const remove_saved = async ({ id, version }: SavedList) =>
  (await send<{ change_event: number }>('DELETE', `/saved-lists/${id}`, { version })).data;
export const deliver_saved = async ({ id }: SavedList) =>
  (await send<{ id: number }>('POST', `/saved-lists/${id}/deliveries`, { once: new_key() })).data;
