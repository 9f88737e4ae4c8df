// The draft of a customer's screen: made or found again, and put onto what a colleague saved meanwhile.
import { useEffect, useState } from 'react';
import type { CustomerRecord, Kind } from '../../api/types.ts';
import type { Draft } from '../../forms/draft.ts';
import { draft_of } from '../../forms/entries.ts';

interface Options {
  id: string;
  record?: CustomerRecord;
  kind?: Kind;
  typed?: string;
}

/// What a new form starts with: the kind, and the name that was typed into the search ("Müller, Anna" or
/// "müller*anna").
function start_draft(id: string, kind: Kind, typed: string | undefined): Draft {
  const draft = draft_of(id, { kind });
  if (typed && !draft.changed) {
    const [last = '', first = ''] = typed.split(/[,*]/).map((part) => part.trim());
    const capital = (text: string) => text.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
    draft.type('name', capital(last));
    if (first) draft.type('first_name', capital(first));
  }
  return draft;
}

export function useScreenDraft({ id, record, kind, typed }: Options): Draft {
  const [draft] = useState(() => (record ? draft_of(id, record) : start_draft(id, kind ?? 'private', typed)));
  useEffect(() => {
    if (!record || draft.base === record || Number(draft.base.version) >= record.version) return;
    draft.rebase(record);
  }, [record, draft]);
  return draft;
}
