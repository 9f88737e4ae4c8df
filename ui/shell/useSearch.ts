// Asks the server while one types: every key sends at once, older questions are dropped, the old hits stay until new
// ones are there, and an Enter that comes before its answer is kept and obeyed when the answer arrives.
import { useCallback, useEffect, useRef, useState } from 'react';
import { get, Refusal } from '../api/client.ts';
import type { SearchHit } from '../api/types.ts';

export interface Found {
  text: string;
  hits: SearchHit[];
  complete: boolean;
  failed?: boolean;
}

const nothing: Found = { text: '', hits: [], complete: true };
const most_hits = 12;

/// A server that is busy, or a connection that broke, is asked a second time after this pause, in ms.
const pause = 300;

async function find(text: string, signal: AbortSignal, patient = true): Promise<Found> {
  try {
    const query = { q: text, limit: most_hits };
    return { text, ...(await get<{ hits: SearchHit[]; complete: boolean }>('/search', query, signal)) };
  } catch (reason) {
    const may_pass = !(reason instanceof Refusal) || reason.status >= 500;
    if (!patient || !may_pass || signal.aborted) return { text, hits: [], complete: false, failed: true };
    await new Promise((done) => setTimeout(done, pause));
    return find(text, signal, false);
  }
}

export function useSearch() {
  const [found, set_found] = useState<Found>(nothing);
  const request = useRef<AbortController>(undefined);
  const queued = useRef<{ text: string; act: (found: Found) => void }>(undefined);

  const ask = useCallback((text: string) => {
    request.current?.abort();
    queued.current = undefined;
    const wanted = text.trim();
    if (wanted === '') {
      set_found(nothing);
      return;
    }
    const mine = new AbortController();
    request.current = mine;
    void find(wanted, mine.signal).then((answer) => {
      if (mine.signal.aborted) return;
      set_found(answer);
      const waiting = queued.current;
      queued.current = undefined;
      if (waiting?.text === answer.text) waiting.act(answer);
    });
  }, []);
  /// Acts on the answer to `text` as soon as it is there; one that failed is asked for anew.
  const when_found = useCallback(
    (text: string, current: Found, act: (found: Found) => void) => {
      const wanted = text.trim();
      if (current.text === wanted && !current.failed) return act(current);
      if (current.text === wanted) ask(wanted);
      queued.current = { text: wanted, act };
    },
    [ask],
  );
  useEffect(() => () => request.current?.abort(), []);
  return { found, ask, when_found };
}
