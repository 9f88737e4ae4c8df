// How the labels of the house look, and those of a customer, for whatever shows them.
import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import { useMay } from './session.tsx';

export interface LabelLook {
  label: string;
  abbreviation?: string | null;
  colour?: string | null;
  icon?: string | null;
  has_expired?: boolean;
}
export interface CarriedLabel extends LabelLook {
  notice: string | null;
  granted_at: string | null;
  granted_by: string | null;
  expires_at: string | null;
  has_expired: boolean;
}
type Definition = Omit<LabelLook, 'label'> & { name: string };
/// As many as a house can have.
const most_labels = 500;

/// By name; none while nobody knows, and for who may not read customers.
export function useLabelLooks(): ReadonlyMap<string, LabelLook> | undefined {
  const may = useMay();
  return useQuery({
    queryKey: ['base-data', 'label-definitions', 'looks'],
    enabled: may('customers.read'),
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const asked = { limit: most_labels };
      const { rows } = await get<{ rows: Definition[] }>('/base-data/label-definitions', asked, signal);
      return new Map(rows.map(({ name, ...look }) => [name, { ...look, label: name }]));
    },
  }).data;
}

/// What a customer carries, by name; asked anew each time he is opened.
export const useLabelsOf = (customer: number | undefined): readonly CarriedLabel[] =>
  useQuery({
    queryKey: ['customer-labels', customer],
    enabled: customer !== undefined,
    staleTime: 0,
    queryFn: async ({ signal }) =>
      (await get<{ labels: CarriedLabel[] }>(`/customers/${customer}/labels`, undefined, signal)).labels,
  }).data ?? [];
