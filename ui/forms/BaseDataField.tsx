// A field that holds a code of base data (operator, destination, commission table, fee rule): a list behind it, found by code or
// name; below it stands what the code means.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import type { FieldProps } from '../parts/Field.tsx';
import { Lookup } from '../parts/Lookup.tsx';

interface Entry {
  /// None where others name it by its name.
  code?: string;
  name: string;
  hidden?: boolean | null;
  retired?: boolean | null;
}

const most = 500;
const entries_of = (base: string, q: string) => ({
  queryKey: ['base-data', base, 'entries', q],
  staleTime: 60_000,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    get<{ count: number; rows: Entry[] }>(`/base-data/${base}`, { q, limit: most }, signal),
});

/// All entries while they are few; of many those that hold what was typed.
function useEntries(base: string, typed: string): readonly Entry[] {
  const all = useQuery(entries_of(base, ''));
  const many = (all.data?.count ?? 0) > most;
  const found = useQuery({ ...entries_of(base, typed.trim()), enabled: many, placeholderData: keepPreviousData });
  return (many ? found.data?.rows : all.data?.rows) ?? [];
}

export function BaseDataField({ base, ...props }: FieldProps & { base: string }) {
  const entries = useEntries(base, props.value);
  const items = entries
    .filter((entry) => !entry.hidden && !entry.retired)
    .map(({ code, name }) => ({ id: code ?? name, label: code ?? name, hint: code ? name : undefined }));
  const meant = entries.find((entry) => entry.code !== undefined && entry.code === props.value);
  return <Lookup {...props} items={items} hint={props.hint ?? meant?.name} />;
}
