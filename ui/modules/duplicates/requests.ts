// What the server says about probable duplicates: while typing, for the whole register, and by which rules.
import { get, send } from '../../api/client.ts';
import type { Job, SearchHit, Value } from '../../api/types.ts';

export interface Points {
  field: string;
  points: number;
  /// The reason in words, in the asker's language.
  text: string;
}
/// What of a score the points that are shown do not say.
export const left_of = (score: number, shown: readonly Points[]) =>
  score - shown.reduce((sum, one) => sum + one.points, 0);

export interface Difference {
  field: string;
  typed: Value;
  found: Value;
}
export interface Candidate {
  customer: SearchHit;
  /// 0 to 100.
  score: number;
  points: Points[];
  differs: Difference[];
}
export interface Checked {
  candidates: Candidate[];
  looked_at: number;
  /// False: only a part of those who might be the same was looked at.
  complete: boolean;
}

export interface GroupMember extends SearchHit {
  version?: number;
  birth_date?: string;
}
export interface Pair {
  a: number;
  b: number;
  score: number;
  points: Points[];
  verdict?: 'open' | 'distinct' | 'merged' | 'gone';
  /// The merge that can be parted.
  change_event?: number | null;
}
export interface Group {
  id: number;
  score: number;
  customers: GroupMember[];
  pairs: Pair[];
}
export interface Scan {
  id: number;
  at: string;
  customers: number;
  pairs: number;
  groups: number;
  threshold: number;
  complete: boolean;
}
interface Decided {
  change_event: number | null;
}
export type GroupState = 'open' | 'done';

export async function check(values: Record<string, Value>, signal?: AbortSignal): Promise<Checked> {
  return (await send<Checked>('POST', '/duplicates/check', { body: values, signal })).data;
}

/// Two to twenty customers, all different people. Gives the change event; undefined when it was known already.
export async function keep_apart(customers: readonly number[]): Promise<number | undefined> {
  const { data } = await send<Decided>('POST', '/duplicates/pairs/distinct', { body: { customers } });
  return data.change_event ?? undefined;
}
export const forget_apart = (customers: readonly number[]) =>
  send('DELETE', `/duplicates/pairs/distinct?${customers.map((id) => `customers=${id}`).join('&')}`);

/// Null before the first scan.
export const latest_scan = (signal?: AbortSignal) => get<Scan | null>('/duplicates/scans/latest', undefined, signal);

/// Of the whole register, or of those that the change event of an import created.
export async function start_scan(of: { import?: number } = {}): Promise<Pick<Job, 'id'>> {
  const body = of.import === undefined ? { scope: 'all' } : { scope: 'import', import: of.import };
  return (await send<Pick<Job, 'id'>>('POST', '/duplicates/scans', { body })).data;
}

export const groups_page = (state: GroupState, offset: number, limit: number, signal?: AbortSignal) =>
  get<{ count: number; rows: Group[] }>('/duplicates/groups', { state, offset, limit }, signal);
