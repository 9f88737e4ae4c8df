// What the server says about sendings, and the work that is begun on a selection: sending to it, changing it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { address, get, send } from '../../api/client.ts';
import type { Value } from '../../api/types.ts';
import { add_job, when_ended } from '../../shell/jobs.ts';
import { useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import type { Members } from './document.ts';

export const outputs = [
  'letters',
  'labels',
  'mail',
  'sms',
  'addresses',
  'emails',
  'text-messages',
  'outlook',
  'vcard',
] as const;
export type Output = (typeof outputs)[number];
export const purposes = ['advertising', 'contract', 'information'] as const;
export const label_sheets = [
  ...['l7160', 'l7162', 'l7163', 'l7164', 'l7165', 'zweckform_3474', 'zweckform_3490', 'zweckform_3659'],
  ...['herma_4464', 'herma_4614', 'herma_4620', 'herma_4625'],
];

export interface Sent {
  output: Output;
  purpose: string;
  permission: string;
  name: string;
  subject: string;
  text: string;
  template: string;
  /// A letter of a word processor; '' = the built-in form.
  letter_file: string;
  as_document: boolean;
  label_sheet: string;
  first_label: string;
  format: string;
  card: string;
  once_per_address: boolean;
  also_excluded: boolean;
}
interface Named {
  id: number;
  number: number;
  name: string;
}
export interface Preview {
  going: number;
  dropped: readonly { reason: string; words: string; count: number; customers: readonly Named[] }[];
  without_salutation: readonly Named[];
  without_salutation_count: number;
  warnings: readonly { words: string; count: number }[];
}
export interface Sending {
  id: number;
  name: string;
  output: string;
  output_words: string;
  purpose_words: string;
  permission: string | null;
  made_at: string;
  made_by: string;
  state: string;
  state_words: string;
  counts: Record<string, number>;
  dropped: readonly { reason: string; words: string; count: number }[];
}
export interface Recipient extends Named {
  state: string;
  state_words: string;
  reason: string | null;
  delivery_words: string | null;
}

/// As the server reads it; only what belongs to the output.
export function asked_of(members: Members, sent: Sent): Record<string, unknown> {
  const { output, purpose, permission, name, once_per_address, also_excluded } = sent;
  const letter_file = output === 'letters' ? sent.letter_file : '';
  const has_words = ['letters', 'mail', 'sms'].includes(output) && !letter_file;
  return {
    document: members,
    ...{ output, purpose, name, once_per_address },
    ...(permission ? { permission } : {}),
    ...(also_excluded && purpose !== 'advertising' ? { also_excluded } : {}),
    ...(letter_file ? { letter_file, as_document: sent.as_document } : {}),
    ...(has_words && sent.template ? { template: Number(sent.template) } : {}),
    ...(has_words && !sent.template ? { subject: sent.subject, text: sent.text } : {}),
    ...(output === 'labels' ? { label_sheet: sent.label_sheet, first_label: Number(sent.first_label) || 1 } : {}),
    ...(output === 'vcard' ? { card: sent.card } : {}),
    ...(['addresses', 'emails', 'text-messages'].includes(output) ? { format: sent.format } : {}),
  };
}

/// Those go out one after the other; of all others a file is made.
export const goes_one_by_one = (output: string) => output === 'mail' || output === 'sms';

export const preview_of = async (asked: object) =>
  (await send<Preview>('POST', '/sendings/preview', { body: asked })).data;
export const begin = async (asked: object, once: string) =>
  (await send<{ id: number; job: number }>('POST', '/sendings', { body: asked, once })).data;

export const sendings_key = ['sendings'];
export const useSendings = () =>
  useQuery<readonly Sending[]>({
    queryKey: sendings_key,
    refetchInterval: ({ state }) => (state.data?.some((one) => one.state === 'running') ? 2000 : false),
    queryFn: async ({ signal }) => (await get<{ sendings: Sending[] }>('/sendings', undefined, signal)).sendings,
  });
export const useRecipients = (id: number, state: string) =>
  useQuery({
    queryKey: [...sendings_key, id, state],
    queryFn: async ({ signal }) =>
      (await get<{ recipients: Recipient[] }>(`/sendings/${id}/recipients`, { state }, signal)).recipients,
  });
export const move_sending = async (id: number, how: 'pause' | 'cancellation' | 'continuation', doubtful?: string) =>
  (
    await send<{ job?: number }>('POST', `/sendings/${id}/${how}`, {
      body: how === 'continuation' ? { doubtful: doubtful ?? 'keep' } : undefined,
    })
  ).data;

export const usePermissionNames = () =>
  useQuery({
    queryKey: ['permissions'],
    queryFn: async ({ signal }) =>
      (await get<{ permissions: string[] }>('/permissions', undefined, signal)).permissions,
  }).data ?? [];
export const useTemplateNames = () =>
  useQuery({
    queryKey: ['base-data', 'letter-templates', 'all'],
    retry: false,
    queryFn: async ({ signal }) =>
      (await get<{ rows: { id: number; name: string }[] }>('/base-data/letter-templates', { limit: 500 }, signal)).rows,
  }).data ?? [];

export interface BulkDone {
  changed: number;
  unchanged: number;
  skipped: number;
  reasons: readonly { number: number | null; name: string; why: string }[];
  change_event: number;
}
export const count_bulk = async (asked: object) =>
  (await send<{ count: number; must_confirm: boolean }>('POST', '/bulk-changes/preview', { body: asked })).data;
export const begin_bulk = async (asked: object) =>
  (await send<{ id: number }>('POST', '/bulk-changes', { body: asked })).data.id;

export function download(job: number) {
  const link = document.createElement('a');
  link.href = address(`/jobs/${job}/result`);
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}

/// Shows the job and says how it ended; `done` with its result where it ended well.
export function useWatched() {
  const t = useText();
  const queries = useQueryClient();
  return (job: number, title: string, done: (result: unknown) => void) => {
    when_ended(job, (ended) => {
      if (ended.state === 'done') done((ended as { result?: Value | object }).result);
      else if (ended.state === 'failed')
        show_toast({ text: ended.problem?.title ?? t('ui.sendings.failed'), tone: 'danger' });
      void queries.invalidateQueries({ queryKey: sendings_key });
      void queries.invalidateQueries({ queryKey: ['customers'] });
    });
    add_job(queries, { id: job, title });
    void queries.invalidateQueries({ queryKey: sendings_key });
  };
}
