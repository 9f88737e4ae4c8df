// What the draft comes to, reckoned by the program while one types: a moment after the last key; an older question is
// dropped, its answer stays on the screen until the new one is there.
import { useEffect, useRef, useState } from 'react';
import { Refusal } from '../../api/client.ts';
import type { Draft } from '../../forms/draft.ts';
import { useDraftVersion } from '../../forms/useDraft.ts';
import type { Booking } from './booking.ts';
import { changed_body, whole_body } from './flat.ts';
import { preview_booking } from './requests.ts';

/// After the last key, in ms.
const rest = 200;

export interface Reckoned {
  /// The booking as it would stand.
  booking: Booking;
  /// An answer to what is typed by now is on its way.
  waiting: boolean;
  refusal?: string;
}

export const body_of = (draft: Draft, booking: Booking) =>
  booking.number ? { number: booking.number, ...changed_body(draft) } : whole_body(draft);

export function usePreview(draft: Draft, booking: Booking): Reckoned {
  const version = useDraftVersion(draft);
  const [answer, set_answer] = useState<{ booking: Booking; refusal?: string }>({ booking });
  const [waiting, wait] = useState(false);
  const asked = useRef('');
  useEffect(() => {
    const question = JSON.stringify(body_of(draft, booking));
    const request = new AbortController();
    if (!draft.changed) {
      asked.current = '';
      set_answer({ booking });
      wait(false);
      return undefined;
    }
    if (question === asked.current) return undefined;
    wait(true);
    const timer = window.setTimeout(() => {
      preview_booking(JSON.parse(question) as Record<string, unknown>, request.signal).then(
        (reckoned) => {
          asked.current = question;
          set_answer({ booking: reckoned });
          wait(false);
        },
        (reason: unknown) => {
          if (request.signal.aborted) return;
          wait(false);
          set_answer((old) => ({ ...old, refusal: reason instanceof Refusal ? reason.message : undefined }));
        },
      );
    }, rest);
    return () => {
      window.clearTimeout(timer);
      request.abort();
    };
  }, [version, draft, booking]);
  return { ...answer, waiting };
}
