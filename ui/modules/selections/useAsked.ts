// A question about the selection, asked a moment after the last change: an older one is dropped, and what was known stays
// until the new answer is there.
import { useEffect, useRef, useState } from 'react';

export interface Asked<Told> {
  told?: Told;
  /// What is shown answers an earlier question.
  waiting: boolean;
  failed?: unknown;
}

const rest = 200;

/// Undefined asks nothing.
export function useAsked<Told>(question: string | undefined, ask: (signal: AbortSignal) => Promise<Told>): Asked<Told> {
  const [asked, set_asked] = useState<Asked<Told>>({ waiting: true });
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    if (question === undefined) return;
    const request = new AbortController();
    set_asked((old) => ({ ...old, waiting: true }));
    const timer = window.setTimeout(() => {
      latest.current(request.signal).then(
        (told) => request.signal.aborted || set_asked({ told, waiting: false }),
        (failed: unknown) => request.signal.aborted || set_asked((old) => ({ told: old.told, waiting: false, failed })),
      );
    }, rest);
    return () => {
      window.clearTimeout(timer);
      request.abort();
    };
  }, [question]);
  return asked;
}
