// Asks for bookings or participants that fit what stands in the form; an older question is dropped. What is asked
// stands in the address.
import { useCallback, useEffect, useRef, useState } from 'react';
import { get, Refusal } from '../../api/client.ts';
import { useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { most_lines } from '../bookings/requests.ts';
import { tidy_line_question, type LineQuestion, type LineRow, type LineSearchName } from './line_criteria.ts';
import type { Refused } from './useFormSearch.ts';

export interface LinesFound {
  question: LineQuestion;
  rows: LineRow[];
  complete: boolean;
}

const most = most_lines;

export function useLineSearch(name: LineSearchName) {
  const t = useText();
  const [found, set_found] = useState<LinesFound>();
  const [refused, refuse] = useState<Refused>();
  const request = useRef<AbortController>(undefined);
  useEffect(() => () => request.current?.abort(), []);

  /// The rows, or nothing when it was refused or overtaken.
  const search = useCallback(
    async (typed: LineQuestion): Promise<readonly LineRow[] | undefined> => {
      request.current?.abort();
      const mine = new AbortController();
      request.current = mine;
      const question = tidy_line_question(name, typed);
      try {
        const asked = { ...question, limit: most };
        const answer = await get<{ rows: LineRow[]; complete?: boolean }>(`/${name}`, asked, mine.signal);
        refuse(undefined);
        set_found({ question, rows: answer.rows, complete: answer.complete ?? answer.rows.length < most });
        return answer.rows;
      } catch (reason) {
        if (mine.signal.aborted) return undefined;
        const issues = reason instanceof Refusal ? (reason.problem.issues ?? []) : [];
        const fields = issues.filter((issue) => issue.field).map((issue) => [issue.field!, issue.message]);
        refuse({ text: words_of(reason, t), fields: Object.fromEntries(fields) as Record<string, string> });
        return undefined;
      }
    },
    [name, t],
  );
  const forget = () => {
    request.current?.abort();
    set_found(undefined);
    refuse(undefined);
  };
  return { found, refused, search, forget };
}
