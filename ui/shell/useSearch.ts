// Asks the server while one types: every key sends at once, older questions are dropped, the old hits stay until new ones are
// there, and an Enter that comes before its answer is kept and obeyed when the answer arrives.
import { useCallback, useEffect, useRef, useState } from 'react';
import { get } from '../api/client.ts';
import type { SearchHit } from '../api/types.ts';

export interface Found {
  text: string;
  hits: SearchHit[];
  complete: boolean;
  failed?: boolean;
}

const nothing: Found = { text: '', hits: [], complete: true };

export function useSearch() {
  const [found, set_found] = useState<Found>(nothing);
  const request = useRef<AbortController>(undefined);
  const queued = useRef<{ text: string; act: (found: Found) => void }>(undefined);

  const take = useCallback((answer: Found) => {
    set_found(answer);
    const waiting = queued.current;
    if (waiting?.text !== answer.text) return;
    queued.current = undefined;
    waiting.act(answer);
  }, []);

  const ask = useCallback(
    (text: string) => {
      request.current?.abort();
      queued.current = undefined;
      const wanted = text.trim();
      if (wanted === '') {
        set_found(nothing);
        return;
      }
      const mine = new AbortController();
      request.current = mine;
      get<{ hits: SearchHit[]; complete: boolean }>('/search', { q: wanted, limit: 12 }, mine.signal).then(
        (answer) => {
          if (!mine.signal.aborted) take({ text: wanted, ...answer });
        },
        () => {
          if (!mine.signal.aborted) take({ text: wanted, hits: [], complete: false, failed: true });
        },
      );
    },
    [take],
  );

  const when_found = useCallback((text: string, current: Found, act: (found: Found) => void) => {
    const wanted = text.trim();
    if (current.text === wanted) act(current);
    else queued.current = { text: wanted, act };
  }, []);

  useEffect(() => () => request.current?.abort(), []);
  return { found, ask, when_found };
}
