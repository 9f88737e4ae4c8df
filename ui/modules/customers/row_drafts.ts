// The drafts of rows: entries stay while another tab is shown and until their row has been saved; what is still open
// when the customer is saved is saved with him.
import { Draft, type Values } from './draft.ts';
import { forget_with } from './drafts.ts';

type Save = () => Promise<boolean>;
const drafts = new Map<string, Draft>();
const open = new Set<Save>();

export const row_key = (customer: number, list: string, row: number | string) => `${customer}/${list}/${row}`;

export function row_draft(key: string, base: Values): Draft {
  let draft = drafts.get(key);
  if (!draft) drafts.set(key, (draft = new Draft(base)));
  return draft;
}
export function forget_row(key: string) {
  drafts.delete(key);
}

/// Gives entries another key: a row that is being saved makes room for the next new one.
export function rename_row(from: string, to: string) {
  const draft = drafts.get(from);
  if (!draft) return;
  drafts.set(to, draft);
  drafts.delete(from);
}
export const is_entered = (key: string) => drafts.get(key)?.changed ?? false;

/// Called by every row on the screen; returns what takes it off again.
export function saves_with_customer(save: Save): () => void {
  open.add(save);
  return () => open.delete(save);
}

/// Saves the rows that are being entered. False when one was refused.
export async function save_open_rows(): Promise<boolean> {
  const outcomes = await Promise.all([...open].map((save) => save()));
  return outcomes.every(Boolean);
}

forget_with((customer) => {
  for (const key of [...drafts.keys()]) if (key.startsWith(`${customer}/`)) drafts.delete(key);
});
