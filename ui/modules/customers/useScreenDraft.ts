// The draft of a customer's screen: made or found again, and put onto what a colleague saved meanwhile.
import { useEffect, useState } from 'react';
import type { CustomerRecord, Kind } from '../../api/types.ts';
import type { Conflict, Draft } from './draft.ts';
import { draft_of } from './drafts.ts';

interface Options {
  id: string;
  record?: CustomerRecord;
  kind?: Kind;
  typed?: string;
}

/// What a new form starts with: the kind, and the name that was typed into the search ("Müller, Anna" or
/// "müller*anna").
function start_draft(id: string, kind: Kind, typed: string | undefined): { draft: Draft; conflicts: Conflict[] } {
  const made = draft_of(id, { kind });
  if (typed && !made.draft.changed) {
    const [last = '', first = ''] = typed.split(/[,*]/).map((part) => part.trim());
    const capital = (text: string) => text.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
    made.draft.type('name', capital(last));
    if (first) made.draft.type('first_name', capital(first));
  }
  return made;
}

export function useScreenDraft({ id, record, kind, typed }: Options, on_conflicts: (found: Conflict[]) => void): Draft {
  const [made] = useState(() => (record ? draft_of(id, record) : start_draft(id, kind ?? 'private', typed)));
  const { draft, conflicts } = made;
  useEffect(() => {
    if (conflicts.length) on_conflicts(conflicts);
  }, [conflicts, on_conflicts]);
  useEffect(() => {
    if (!record || draft.base === record || Number(draft.base.version) >= record.version) return;
    const found = draft.rebase(record);
    if (found.length) on_conflicts(found);
  }, [record, draft, on_conflicts]);
  return draft;
}
