// What the server says about calls.
import { useQuery } from '@tanstack/react-query';
import { get, new_key, send } from '../../api/client.ts';

export interface Somebody {
  id: number;
  number: number | null;
  name: string;
}
export interface Caller {
  customer: Somebody;
  town: string | null;
  booking_block: boolean;
  reason: string;
  detail: string | null;
  sure: boolean;
}
export interface CallFee {
  rule: string;
  text: string;
  amount: string;
  minutes: number;
  charged: boolean;
}
export interface Call {
  id: number;
  version: number;
  direction: 'in' | 'out';
  number: string | null;
  customer: Somebody | null;
  user: string | null;
  mine: boolean;
  state: 'ringing' | 'talking' | 'over';
  outcome: string | null;
  began_at: string;
  seconds: number | null;
  /// The call service told of it, and how long it was.
  told: boolean;
  note: string | null;
  booking: number | null;
  callers?: Caller[];
  fees?: CallFee[];
  dial?: string | null;
  change_event?: number;
}
export interface CallChange {
  customer?: number | null;
  note?: string | null;
  minutes?: number | null;
  mine?: boolean;
}
export interface Hook {
  made_at: string | null;
  made_by: string | null;
  address: string | null;
}

export const calls_key = ['calls'];
export const hook_key = ['call-hook'];

export const useCall = (id: number) =>
  useQuery({
    queryKey: [...calls_key, 'one', id],
    queryFn: ({ signal }) => get<Call>(`/calls/${id}`, undefined, signal),
  });

export const useCallsOf = (customer: number, enabled: boolean) =>
  useQuery({
    queryKey: [...calls_key, 'of', customer],
    enabled,
    queryFn: async ({ signal }) =>
      (await get<{ rows: Call[] }>(`/customers/${customer}/calls`, undefined, signal)).rows,
  });

export const change_call = async (call: Pick<Call, 'id' | 'version'>, change: CallChange) =>
  (await send<Call>('PATCH', `/calls/${call.id}`, { body: change, version: call.version })).data;

export const note_call = async (body: Record<string, unknown>) =>
  (await send<Call>('POST', '/calls', { body, once: new_key() })).data;

export const charge_call = async (id: number, rules: readonly string[], booking: number | null, once: string) =>
  (await send<Call>('POST', `/calls/${id}/fees`, { body: { rules, booking }, once })).data;

export const read_hook = (signal?: AbortSignal) => get<Hook>('/calls/hook', undefined, signal);
export const make_hook = async () => (await send<Hook>('POST', '/calls/hook')).data;

/// "3:20"
export const duration = (seconds: number | null) =>
  seconds === null ? '' : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
