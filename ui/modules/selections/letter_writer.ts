// Writing to the customers of a list. The house hands it in (router.tsx): letters belong to a later module.
import { createContext, type ComponentType } from 'react';
import { get } from '../../api/client.ts';
import type { ReportRow, ReportRun } from '../../api/types.ts';

interface WriterProps {
  /// By their ids.
  customers: readonly number[];
  on_close: () => void;
}
export const LetterWriter = createContext<ComponentType<WriterProps>>(() => null);

/// So many letters go into one file.
export const most_letters = 500;
const at_once = 100;

/// The ids of the customers of a list; undefined when there are more than can be written to at once.
export async function customers_of(run: Pick<ReportRun, 'id'>): Promise<number[] | undefined> {
  const ids: number[] = [];
  for (let offset = 0; offset <= most_letters; offset += at_once) {
    const { rows } = await get<{ rows: ReportRow[] }>(`/reports/runs/${run.id}/rows`, { offset, limit: at_once });
    ids.push(...rows.map(({ _customer }) => Number(_customer)));
    if (rows.length < at_once) break;
  }
  return ids.length > most_letters ? undefined : ids;
}
