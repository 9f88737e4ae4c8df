// Asking the server about the rules of the house for duplicates.
import { send } from '../../api/client.ts';
import type { Group } from './requests.ts';

export interface Rules {
  version: number;
  fields: { name: string; on: boolean }[];
  /// From here on somebody is shown while typing, 1 to 100.
  enter_threshold?: number;
  /// From here on a scan takes two for the same person, 1 to 100.
  scan_threshold?: number;
}
export interface RulePreview {
  pairs: number;
  groups: number;
  sample: Group[];
}
export const thresholds = ['enter_threshold', 'scan_threshold'] as const;

export async function load_rules(signal?: AbortSignal): Promise<Rules> {
  const { data, version } = await send<Rules>('GET', '/duplicates/rules', { signal });
  return { ...data, version: data.version ?? version ?? 0 };
}

export const save_rules = ({ version, ...body }: Rules) => send('PUT', '/duplicates/rules', { body, version });

export const preview_rules = async ({ version: _version, ...body }: Rules) =>
  (await send<RulePreview>('POST', '/duplicates/rules/preview', { body })).data;
