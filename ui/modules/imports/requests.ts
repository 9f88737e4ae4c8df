// Asking the server about take-over files.
import { useQuery } from '@tanstack/react-query';
import { get, send, upload } from '../../api/client.ts';
import type { Import, ImportResult, Value, ValueMapping } from '../../api/types.ts';

export const kinds = [
  ...([
    'customers',
    'family',
    'passports',
    'wishes',
    'bank_accounts',
    'cards',
    'phones',
    'relations',
    'surcharges',
  ] as const),
  ...(['commission_assignments', 'fee_assignments'] as const),
  ...(['postcodes', 'banks', 'operators', 'destinations'] as const),
  ...(['commission_tables', 'fee_rules', 'letter_templates', 'contact_laws', 'suppressions', 'bounces'] as const),
  ...(['notes', 'agency', 'events', 'tickets', 'labels', 'permissions', 'products'] as const),
  ...(['venues', 'halls', 'seasons', 'productions', 'promoters', 'genres', 'event_tags'] as const),
  ...(['ticket_types', 'subscriptions', 'promotions', 'articles', 'label_rules'] as const),
  ...(['label_definitions', 'permission_definitions', 'permission_wordings'] as const),
  ...(['operator_products', 'payment_terms', 'tax_rates', 'text_blocks', 'dunning_levels'] as const),
  ...(['posting_accounts'] as const),
  ...(['bookings', 'participants', 'booking_payments', 'booking_amounts', 'booking_fees'] as const),
  ...(['booking_charges', 'booking_due_dates', 'booking_segments', 'booking_notes', 'history'] as const),
] as const;
export type ImportKind = (typeof kinds)[number];

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
  file_name: string;
  created_at?: string;
  at?: string;
  by?: string;
  state?: string;
  result?: Record<string, number> | null;
  change_event?: number | null;
}
export function useRecentImports() {
  return useQuery({
    queryKey: ['imports'],
    queryFn: async ({ signal }) => (await get<{ imports: RecentImport[] }>('/imports', undefined, signal)).imports,
  });
}

export interface SavedMapping {
  what: string;
  mapping: Record<string, string>;
  values: ValueMapping;
  line_breaks_blank: boolean;
}
export const save_mapping = (name: string, saved: SavedMapping) =>
  send('PUT', `/import-mappings/${encodeURIComponent(name)}`, { body: saved });
