// Labels of the house, and giving one to everybody in a list or taking it from them.
import { useQuery } from '@tanstack/react-query';
import { get, send } from '../../api/client.ts';

export interface Label {
  id: number;
  name: string;
  customers: number;
}
export interface Labelled {
  customers: number;
  changed: number;
  unchanged: number;
  left_out: number;
  change_event: number | null;
}
export const labels_key = ['labels'];

export const useLabels = (): readonly Label[] | undefined =>
  useQuery({
    queryKey: labels_key,
    staleTime: 0,
    queryFn: async ({ signal }) => (await get<{ labels: Label[] }>('/labels', undefined, signal)).labels,
  }).data;

export interface Wish {
  label: number;
  give: boolean;
  run: number;
  expires_at?: string;
}
const address_of = ({ label, give }: Wish) => `/labels/${label}/customers${give ? '' : '/removal'}`;

const asked_of = ({ give, run, expires_at }: Wish) => ({ run, ...(give && expires_at ? { expires_at } : {}) });

/// How many it concerns; nothing is changed.
export const preview = async (wish: Wish): Promise<Labelled> =>
  (await send<Labelled>('POST', address_of(wish), { body: { ...asked_of(wish), preview: true } })).data;

export const change = async (wish: Wish, confirm: number): Promise<Labelled> =>
  (await send<Labelled>('POST', address_of(wish), { body: { ...asked_of(wish), confirm } })).data;

/// The label of that name, made when there is none.
export const label_named = async (name: string): Promise<number> =>
  (await send<{ id: number }>('POST', '/labels', { body: { name } })).data.id;
