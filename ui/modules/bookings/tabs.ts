// The tabs of a booking: the first holds what is typed every day, the others what is looked at now and then.
import type { Booking } from './booking.ts';
import { further_fields } from './booking.ts';
import { standing } from './flat.ts';

export const tab_ids = ['booking', 'payments', 'due_dates', 'fees', 'documents', 'notes', 'further'] as const;
export type TabId = (typeof tab_ids)[number];

/// Where a field of the draft stands.
export function tab_of_name(name: string): TabId {
  const list = name.split('/')[0]!;
  if (list === 'due_dates' || list === 'fees') return list;
  return further_fields.some((field) => field.name === name) ? 'further' : 'booking';
}

export const counts_of = (booking: Booking): Partial<Record<TabId, number>> => ({
  payments: booking.payments.length,
  fees: standing(booking.fees).length + booking.charges.length,
  documents: booking.documents.length,
  notes: booking.notes.length,
});
