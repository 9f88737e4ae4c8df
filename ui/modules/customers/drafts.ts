// The drafts of all open customers. Unsaved entries survive switching tabs and reloading the page (sessionStorage of
// this browser tab; personal data never goes into localStorage).
import { when_leaving } from '../../shell/session.tsx';
import { Draft, type Conflict, type KeptDraft, type Values } from './draft.ts';

const drafts = new Map<string, Draft>();
const timers = new Map<string, number>();
const storage = (id: string) => `kartei.draft.${id}`;

function keep_soon(id: string, draft: Draft) {
  window.clearTimeout(timers.get(id));
  timers.set(
    id,
    window.setTimeout(() => keep_now(id, draft), 250),
  );
}

function keep_now(id: string, draft: Draft) {
  if (drafts.get(id) !== draft) return;
  if (draft.changed) sessionStorage.setItem(storage(id), JSON.stringify(draft.keep()));
  else sessionStorage.removeItem(storage(id));
}

/// The draft of a customer, made from `base` when there is none yet; conflicts come from entries older than the record.
export function draft_of(id: string, base: Values): { draft: Draft; conflicts: Conflict[] } {
  const known = drafts.get(id);
  if (known) return { draft: known, conflicts: [] };
  const draft = new Draft(base);
  drafts.set(id, draft);
  let conflicts: Conflict[] = [];
  const kept = sessionStorage.getItem(storage(id));
  if (kept) {
    try {
      conflicts = draft.restore(JSON.parse(kept) as KeptDraft);
    } catch {
      sessionStorage.removeItem(storage(id));
    }
  }
  draft.listen('*', () => keep_soon(id, draft));
  window.addEventListener('pagehide', () => keep_now(id, draft));
  return { draft, conflicts };
}

const companions = new Set<(id: string) => void>();
/// What keeps entries beside a customer's draft joins here, so that they go with it.
export function forget_with(forget: (id: string) => void) {
  companions.add(forget);
}

export function forget_draft(id: string) {
  companions.forEach((forget) => forget(id));
  drafts.delete(id);
  window.clearTimeout(timers.get(id));
  sessionStorage.removeItem(storage(id));
}

when_leaving(() => {
  for (const id of [...drafts.keys()]) forget_draft(id);
});
