// The words that customers say yes to, of one permission.
import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/client.ts';
import type { BaseRow } from './requests.ts';

export type Wording = BaseRow & {
  permission: string;
  wording_version: string;
  language: string;
  wording: string;
  holds_from: string | null;
};
/// Of all permissions of a house together.
const most_wordings = 500;

/// Newest first; none while nobody knows.
export function useWordings(permission: string): readonly Wording[] {
  const { data } = useQuery({
    queryKey: ['base-data', 'permission-wordings'],
    staleTime: 0,
    queryFn: ({ signal }) =>
      get<{ rows: Wording[] }>('/base-data/permission-wordings', { limit: most_wordings }, signal),
  });
  return (data?.rows ?? []).filter((one) => one.permission === permission).reverse();
}

/// Of a permission that has words, as the server orders them: newest first, and the one that holds today.
export interface WordingVersions {
  permission: string;
  versions: readonly string[];
  holds: string | null;
}

interface Said {
  state: string;
  at: string;
  wording_version: string;
}
/// Whoever says yes at the desk reads what holds now, unless somebody says otherwise.
export const proposed_version = (said: Said, known?: WordingVersions) =>
  said.wording_version || (said.state === 'given' && !said.at ? (known?.holds ?? '') : '');
