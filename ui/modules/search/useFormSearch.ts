// Asks for what stands in the search form; an older question is dropped, its hits stay until the new ones are there.
// Refusals are told per criterion.
import { useCallback, useEffect, useRef, useState } from 'react';
import { get, Refusal } from '../../api/client.ts';
import type { SearchHit } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { similar_last, tidy_question, type Question } from './criteria.ts';

export interface FormFound {
  question: Question;
  hits: SearchHit[];
  complete: boolean;
}
export interface Refused {
  text: string;
  fields: Readonly<Record<string, string>>;
}

const most = 100;

export function useFormSearch() {
  const t = useText();
  const [found, set_found] = useState<FormFound>();
  const [refused, refuse] = useState<Refused>();
  const request = useRef<AbortController>(undefined);
  useEffect(() => () => request.current?.abort(), []);

  /// The hits, or nothing when it was refused or overtaken.
  const search = useCallback(
    async (typed: Question, hidden = false): Promise<SearchHit[] | undefined> => {
      request.current?.abort();
      const mine = new AbortController();
      request.current = mine;
      const question = tidy_question(typed);
      try {
        const asked = { ...question, hidden: hidden || undefined, limit: most };
        const answer = await get<{ hits: SearchHit[]; complete: boolean }>('/search/customers', asked, mine.signal);
        const hits = similar_last(answer.hits);
        refuse(undefined);
        set_found({ question, hits, complete: answer.complete });
        return hits;
      } catch (reason) {
        if (mine.signal.aborted) return undefined;
        const issues = reason instanceof Refusal ? (reason.problem.issues ?? []) : [];
        const fields = issues.filter((issue) => issue.field).map((issue) => [issue.field!, issue.message]);
        refuse({ text: words_of(reason, t), fields: Object.fromEntries(fields) as Record<string, string> });
        return undefined;
      }
    },
    [t],
  );
  const forget = () => {
    request.current?.abort();
    set_found(undefined);
    refuse(undefined);
  };
  return { found, refused, search, forget };
}
