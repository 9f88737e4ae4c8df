// The customers who fit what stands in the search form, those written differently last.
import { useCallback } from 'react';
import { get } from '../../api/client.ts';
import type { SearchHit } from '../../api/types.ts';
import { similar_last, tidy_question, type Question } from './criteria.ts';
import { useAsked } from './useAsked.ts';

export interface FormFound {
  question: Question;
  hits: SearchHit[];
  complete: boolean;
}

const most = 100;

async function ask(signal: AbortSignal, typed: Question, hidden: boolean): Promise<FormFound> {
  const question = tidy_question(typed);
  const asked = { ...question, hidden: hidden || undefined, limit: most };
  const answer = await get<{ hits: SearchHit[]; complete: boolean }>('/search/customers', asked, signal);
  return { question, hits: similar_last(answer.hits), complete: answer.complete };
}

export function useFormSearch() {
  const { search, ...rest } = useAsked(ask);
  /// The hits, or nothing when it was refused or overtaken.
  const hits = useCallback(async (typed: Question, hidden = false) => (await search(typed, hidden))?.hits, [search]);
  return { ...rest, search: hits };
}
