// Saving a booking with all its rows: the saving itself is that of every record (forms/saving.ts); here stands how a
// booking is sent and what its refusals mean on the screen.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Refusal } from '../../api/client.ts';
import type { FieldDeclaration } from '../../api/types.ts';
import type { Draft, Values } from '../../forms/draft.ts';
import { save_draft, typed_problems, type Outcome, type Stored, type Written } from '../../forms/saving.ts';
import { useText, type Text } from '../../shell/language.tsx';
import { further_fields, head_fields, lists, type Booking, type Field } from './booking.ts';
import { changed_body, flattened, keys_in, named_here, place, whole_body } from './flat.ts';
import { booking_key, change_booking, create_booking, load_booking, trips_key, type Done } from './requests.ts';
import { settle_rows } from './useBookingDraft.ts';

type Kept = Stored & { number: number };
export type BookingOutcome = Outcome<Kept>;

const declared = (field: Field, name: string): FieldDeclaration => ({
  ...{ name, kind: field.kind, required: field.required },
});

/// Every field on the screen by its name in the draft.
export function all_fields(draft: Draft): FieldDeclaration[] {
  const of_rows = (list: string, fields: readonly Field[]) =>
    keys_in(draft, list).flatMap((key) => fields.map((field) => declared(field, place(list, key, field.name))));
  const rows = lists.flatMap(({ name, fields, inner }) => [
    ...of_rows(name, fields),
    ...(inner ? keys_in(draft, name).flatMap((key) => of_rows(place(name, key, inner.name), inner.fields)) : []),
  ]);
  return [...[...head_fields, ...further_fields].map((field) => declared(field, field.name)), ...rows];
}

/// Refusals name fields of rows by place; what a colleague saved comes as a booking.
async function in_own_words<Given>(draft: Draft, work: Promise<Given>): Promise<Given> {
  try {
    return await work;
  } catch (reason) {
    if (!(reason instanceof Refusal)) throw reason;
    const { issues, current, changes } = reason.problem;
    throw new Refusal({
      ...reason.problem,
      issues: issues?.map((issue) => ({ ...issue, field: issue.field && named_here(draft, issue.field) })),
      changes: changes?.map((change) => ({ ...change, field: named_here(draft, change.field) })),
      current: current && (flattened(current as unknown as Booking) as never),
    });
  }
}

type Take = (done: Done) => Written<Kept>;

/// How it is written: a new one whole, a stored one by what changed.
function target_of(draft: Draft, booking: Booking, written: Take, t: Text) {
  const how = booking.number
    ? {
        change: (values: Values, version: number) => {
          const body = changed_body(draft, new Set(Object.keys(values)));
          return in_own_words(draft, change_booking(booking.number, version, body).then(written));
        },
      }
    : {
        always: true,
        create: (once: string) => in_own_words(draft, create_booking(whole_body(draft), once).then(written)),
      };
  return {
    fields: all_fields(draft),
    problems: () => typed_problems(draft, all_fields(draft), [], t),
    load: async () => flattened(await load_booking(booking.number)) as Kept,
    ...how,
  };
}

export function useSaveBooking(draft: Draft, booking: Booking) {
  const t = useText();
  const queries = useQueryClient();
  const [busy, set_busy] = useState(false);
  const written: Take = ({ booking: saved, event }) => {
    queries.setQueryData(booking_key(saved.number), saved);
    return { saved: flattened(saved) as Kept, event };
  };
  const attempt = async (): Promise<BookingOutcome> => {
    const outcome = await save_draft<Kept>(draft, target_of(draft, booking, written, t), t);
    if (outcome !== 'conflict') return outcome;
    settle_rows(draft);
    return draft.conflicts.length ? 'conflict' : attempt();
  };
  const save = async (): Promise<BookingOutcome> => {
    set_busy(true);
    try {
      const outcome = await attempt();
      if (typeof outcome !== 'string')
        void queries.invalidateQueries({ queryKey: trips_key(booking.customer?.id ?? 0) });
      return outcome;
    } finally {
      set_busy(false);
    }
  };
  return { save, busy };
}
