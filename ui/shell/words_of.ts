// What to tell the user about something that went wrong: the server's own words, all its reasons, or that it was not
// reached.
import { Refusal } from '../api/client.ts';
import type { Text } from './language.tsx';

export function words_of(reason: unknown, t: Text): string {
  if (!(reason instanceof Refusal)) return t('ui.unreachable');
  const details = (reason.problem.issues ?? []).map((issue) => issue.message);
  return [...new Set([reason.message, ...details])].join(' ');
}
