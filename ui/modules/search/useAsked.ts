// Asks the server for what stands in a form: an older question is dropped, what it found stays until the new answer is
// there; refusals are told per criterion.
import { useCallback, useEffect, useRef, useState } from 'react';
import { Refusal } from '../../api/client.ts';
import { useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';

export interface Refused {
  text: string;
  fields: Readonly<Record<string, string>>;
}

/// `ask` must stay the same from one drawing to the next. `search` gives nothing when it was refused or overtaken.
export function useAsked<Typed extends readonly unknown[], Found>(
  ask: (signal: AbortSignal, ...typed: Typed) => Promise<Found>,
) {
  const t = useText();
  const [found, set_found] = useState<Found>();
  const [refused, refuse] = useState<Refused>();
  const request = useRef<AbortController>(undefined);
  useEffect(() => () => request.current?.abort(), []);
  const search = useCallback(
    async (...typed: Typed): Promise<Found | undefined> => {
      request.current?.abort();
      const mine = new AbortController();
      request.current = mine;
      try {
        const answer = await ask(mine.signal, ...typed);
        refuse(undefined);
        set_found(answer);
        return answer;
      } catch (reason) {
        if (mine.signal.aborted) return undefined;
        const issues = reason instanceof Refusal ? (reason.problem.issues ?? []) : [];
        const fields = issues.filter((issue) => issue.field).map((issue) => [issue.field!, issue.message]);
        refuse({ text: words_of(reason, t), fields: Object.fromEntries(fields) as Record<string, string> });
        return undefined;
      }
    },
    [ask, t],
  );
  const forget = () => {
    request.current?.abort();
    set_found(undefined);
    refuse(undefined);
  };
  return { found, refused, search, forget };
}
