// Asking the server about the rules of the house for duplicates.
import { send } from '../../api/client.ts';
import type { GroupMember } from './requests.ts';

export interface Rules {
  version: number;
  /// From here on two customers are shown as probably the same person, 1 to 100.
  threshold: number;
  /// What is compared, and whether it counts in this house.
  features: Record<string, boolean>;
}
export interface RulePreview {
  customers: number;
  pairs: number;
  groups: number;
  /// False: only a part of a large register was looked at.
  complete: boolean;
  sample: { score: number; customers: GroupMember[] }[];
}

export async function load_rules(signal?: AbortSignal): Promise<Rules> {
  const { data, version } = await send<Rules>('GET', '/duplicates/rules', { signal });
  return { ...data, version: data.version ?? version ?? 0 };
}

export const save_rules = ({ version, threshold, features }: Rules) =>
  send('PUT', '/duplicates/rules', { body: { threshold, features }, version });

export const preview_rules = async ({ threshold, features }: Rules) =>
  (await send<RulePreview>('POST', '/duplicates/rules/preview', { body: { threshold, features } })).data;
