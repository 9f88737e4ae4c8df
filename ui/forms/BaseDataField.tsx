// A field that holds a code of base data (operator, destination, commission table, fee rule): a list behind it, found by code or
// name; below it stands what the code means.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import type { FieldProps } from '../parts/Field.tsx';
import { Lookup } from '../parts/Lookup.tsx';

export type CodedBase = 'operators' | 'destinations' | 'commission-tables' | 'fee-rules';
interface Entry {
  code: string;
  name: string;
  hidden?: boolean | null;
}

/// Fields that hold a code, by record.
const bases: Record<string, CodedBase> = {
  'agency.settlement_operator': 'operators',
  'commission_assignment.operator': 'operators',
  'commission_assignment.destination': 'destinations',
  'commission_assignment.commission_table': 'commission-tables',
  'fee_assignment.fee_rule': 'fee-rules',
  'fee_rule.operator': 'operators',
  'fee_rule.destination': 'destinations',
};
export const base_of = (record: string, field: string): CodedBase | undefined => bases[`${record}.${field}`];

const most = 500;
const entries_of = (base: CodedBase, q: string) => ({
  queryKey: ['base-data', base, 'entries', q],
  staleTime: 60_000,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    get<{ count: number; rows: Entry[] }>(`/base-data/${base}`, { q, limit: most }, signal),
});

/// All entries while they are few; of many those that hold what was typed.
function useEntries(base: CodedBase, typed: string): readonly Entry[] {
  const all = useQuery(entries_of(base, ''));
  const many = (all.data?.count ?? 0) > most;
  const found = useQuery({ ...entries_of(base, typed.trim()), enabled: many, placeholderData: keepPreviousData });
  return (many ? found.data?.rows : all.data?.rows) ?? [];
}

export function BaseDataField({ base, ...props }: FieldProps & { base: CodedBase }) {
  const entries = useEntries(base, props.value);
  const items = entries
    .filter((entry) => !entry.hidden)
    .map((entry) => ({ id: entry.code, label: entry.code, hint: entry.name }));
  const meant = entries.find((entry) => entry.code === props.value);
  return <Lookup {...props} items={items} hint={props.hint ?? meant?.name} />;
}
