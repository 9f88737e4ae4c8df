// The draft of a booking's screen: made or found again, put onto what a colleague saved meanwhile.
import { useEffect, useState } from 'react';
import type { Draft } from '../../forms/draft.ts';
import { draft_of } from '../../forms/entries.ts';
import { lists, type Booking } from './booking.ts';
import { flattened, keys_in } from './flat.ts';
import { joined_rows } from './rows.ts';

export const form_of = (booking: Pick<Booking, 'number'>, customer?: string) =>
  booking.number ? `booking-${booking.number}` : `booking-new-${customer ?? ''}`;

/// Rows that one clerk added and rows that another took out contradict nothing: both holds. What is left of the
/// conflicts is put to the user.
export function settle_rows(draft: Draft) {
  for (const { field, theirs, before } of draft.conflicts) {
    if (!lists.some(({ name }) => field === name || field.endsWith(`/${name}`)) && !field.endsWith('/segments'))
      continue;
    const rows = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
    draft.type(field, joined_rows(rows(before), keys_in(draft, field), rows(theirs)));
    draft.settle(field, true);
  }
}

export function useBookingDraft(form: string, booking: Booking): Draft {
  const [draft] = useState(() => draft_of(form, flattened(booking)));
  useEffect(() => {
    if (!booking.number || Number(draft.base.version) >= booking.version) return;
    draft.rebase(flattened(booking));
    settle_rows(draft);
  }, [booking, draft]);
  return draft;
}
