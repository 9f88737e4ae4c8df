// The bookings or participants that fit what stands in the form. What is asked stands in the address.
import { useCallback } from 'react';
import { get } from '../../api/client.ts';
import { most_lines } from '../bookings/requests.ts';
import { tidy_line_question, type LineQuestion, type LineRow, type LineSearchName } from './line_criteria.ts';
import { useAsked } from './useAsked.ts';

export interface LinesFound {
  question: LineQuestion;
  rows: LineRow[];
  complete: boolean;
}

async function ask(signal: AbortSignal, name: LineSearchName, typed: LineQuestion): Promise<LinesFound> {
  const question = tidy_line_question(name, typed);
  const asked = { ...question, limit: most_lines };
  const answer = await get<{ rows: LineRow[]; complete?: boolean }>(`/${name}`, asked, signal);
  return { question, rows: answer.rows, complete: answer.complete ?? answer.rows.length < most_lines };
}

export function useLineSearch(name: LineSearchName) {
  const { search, ...rest } = useAsked(ask);
  /// The rows, or nothing when it was refused or overtaken.
  const rows = useCallback(async (typed: LineQuestion) => (await search(name, typed))?.rows, [search, name]);
  return { ...rest, search: rows };
}
