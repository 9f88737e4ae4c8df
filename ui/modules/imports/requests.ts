// Asking the server about take-over files.
import { useQuery } from '@tanstack/react-query';
import { get, send, upload } from '../../api/client.ts';
import type { Import, ImportResult, Value, ValueMapping } from '../../api/types.ts';

export interface ImportChange {
  dialect?: Partial<Import['dialect']>;
  mapping?: Record<string, string>;
  options?: Record<string, Value>;
  use_mapping?: string;
  values?: ValueMapping;
}

export const send_file = (what: string, file: File, progress: (part: number) => void, signal: AbortSignal) =>
  upload<Import>('/imports', { what, file_name: file.name }, file, progress, signal);

export const change_import = async (id: number, change: ImportChange) =>
  (await send<Import>('PATCH', `/imports/${id}`, { body: change })).data;
export const start_preview = async (id: number) =>
  (await send<{ id: number }>('POST', `/imports/${id}/previews`, { body: {} })).data.id;
export const start_run = async (id: number) =>
  (await send<{ id: number }>('POST', `/imports/${id}/runs`, { body: {} })).data.id;

/// Probable duplicates; none where they are not looked for (files of anything but customers).
export const probable_duplicates = ({ duplicates }: ImportResult) => (typeof duplicates === 'number' ? duplicates : 0);

export interface RecentImport {
  id: number;
  what: string;
  /// What is in it, in words.
  caption: string;
  file_name: string;
  created_at?: string;
  at?: string;
  by?: string;
  state?: string;
  result?: Record<string, number> | null;
  change_event?: number | null;
}
/// What may be in a file.
export interface ImportKind {
  name: string;
  caption: string;
}
interface Imports {
  imports: RecentImport[];
  kinds: ImportKind[];
}
const asked = {
  queryKey: ['imports'],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<Imports>('/imports', undefined, signal),
};
export const useRecentImports = () => useQuery({ ...asked, select: ({ imports }: Imports) => imports });
/// What the user may take over in this house.
export const useImportKinds = () => useQuery({ ...asked, select: ({ kinds }: Imports) => kinds }).data ?? [];

export interface SavedMapping {
  what: string;
  mapping: Record<string, string>;
  values: ValueMapping;
  line_breaks_blank: boolean;
}
export const save_mapping = (name: string, saved: SavedMapping) =>
  send('PUT', `/import-mappings/${encodeURIComponent(name)}`, { body: saved });
