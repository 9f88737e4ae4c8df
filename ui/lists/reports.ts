// The program's reports as it declares them: what can be asked of each, its columns where they are always the same, and
// what this user may do with it.
import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import type { SentColumn } from '../api/types.ts';
import { useLanguage } from '../shell/language.tsx';
import { width_of, type Column } from '../parts/grid/columns.ts';

/// A field of a report's filter.
export interface Filter {
  /// Member of the filter that is sent.
  name: string;
  /// In addresses, on the command line and in refusals.
  option: string;
  caption: string;
  kind: string;
  max_length?: number;
  choices?: string[];
  words?: Record<string, string>;
}
export interface Report {
  name: string;
  caption: string;
  types: { name: string; caption: string }[];
  filters: Filter[];
  /// Empty where they depend on what is asked.
  columns: SentColumn[];
  may_make: boolean;
  may_export: boolean;
  may_print: boolean;
}
/// Every column has a width: the list's own, or that of its kind.
export const with_width = (column: SentColumn): Column => ({
  ...column,
  width: column.width ?? width_of(column.kind, column.caption),
});

export function useReports(): readonly Report[] | undefined {
  const language = useLanguage();
  return useQuery({
    queryKey: ['reports', language],
    staleTime: Infinity,
    queryFn: async ({ signal }) => (await get<{ reports: Report[] }>('/reports', undefined, signal)).reports,
  }).data;
}

export const useReport = (name: string): Report | undefined => useReports()?.find((one) => one.name === name);
