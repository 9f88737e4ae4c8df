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
  /// Whose call it was who is entered.
  phone?: string;
}

/// Mobile numbers of Germany, the Netherlands, Belgium and Austria show by themselves that they are.
const phone_field = (kind: Kind, phone: string) =>
  /^(\+49|0)1[567]|^\+31 ?6|^06|^\+324|^\+436/.test(phone.replaceAll(' ', ''))
    ? 'phone_mobile'
    : kind === 'private'
      ? 'phone_private'
      : 'phone_business';

/// What a new form starts with: the kind, and the name that was typed into the search ("Müller, Anna" or
/// "müller*anna"), or the number that called.
function start_draft(id: string, kind: Kind, typed: string | undefined, phone: string | undefined): Draft {
  const draft = draft_of(id, { kind });
  if (phone && !draft.changed) draft.type(phone_field(kind, phone), phone);
  if (typed && !draft.changed) {
    const [last = '', first = ''] = typed.split(/[,*]/).map((part) => part.trim());
    const capital = (text: string) => text.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
    draft.type('name', capital(last));
    if (first) draft.type('first_name', capital(first));
  }
  return draft;
}

export function useScreenDraft({ id, record, kind, typed, phone }: Options): Draft {
  const [draft] = useState(() => (record ? draft_of(id, record) : start_draft(id, kind ?? 'private', typed, phone)));
  useEffect(() => {
    if (!record || draft.base === record || Number(draft.base.version) >= record.version) return;
    draft.rebase(record);
  }, [record, draft]);
  return draft;
}
