// What is done with a booking beside typing: each is sent at once, told with its way back, and shown on the screen. What
// is typed and not yet saved is saved first, so that nothing is reckoned without it.
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { new_key, Refusal } from '../../api/client.ts';
import { useTell } from '../../forms/told.ts';
import { useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import type { Booking } from './booking.ts';
import { booking_key, load_booking, trips_key, type Done } from './requests.ts';

/// Sends something once: the same key again after a lost answer. Gives why it was refused.
export function useSending(booking: Booking) {
  const t = useText();
  const queries = useQueryClient();
  const tell = useTell();
  const once = useRef(new_key());
  return async (work: (once: string) => Promise<Done>, said: string): Promise<Done | string> => {
    try {
      const done = await work(once.current);
      once.current = new_key();
      const key = booking_key(done.booking.number);
      queries.setQueryData(key, done.booking);
      const after = () => {
        void load_booking(done.booking.number).then(
          (fresh) => queries.setQueryData(key, fresh),
          () => void queries.invalidateQueries({ queryKey: key }),
        );
      };
      tell([trips_key(booking.customer?.id ?? 0)], done.event, said, { undone: after });
      return done;
    } catch (reason) {
      if (reason instanceof Refusal) once.current = new_key();
      return words_of(reason, t);
    }
  };
}
