// The columns of the list of customers and how their cells read.
import { useCallback, useMemo, type ReactNode } from 'react';
import type { CustomerRow } from '../../api/types.ts';
import type { Column } from '../../parts/grid/columns.ts';
import { show_value } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { with_width, type Report } from '../../lists/reports.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import { useCodeWords } from '../../forms/declared.ts';

/// Those the program declares; the ones it can sort by are the choices of its order.
export function useListColumns(report: Report | undefined): Column[] {
  return useMemo(() => {
    const sortable = report?.filters.find(({ name }) => name === 'order')?.choices ?? [];
    return (report?.columns ?? []).map((column) => ({
      ...with_width(column),
      sortable: sortable.includes(column.name),
    }));
  }, [report]);
}

const joined = (parts: readonly unknown[]) => parts.filter(Boolean).join(' ');

/// Blocked for booking: sign, word and colour.
function Blocked({ name, word }: { name: string; word: string }) {
  return (
    <>
      <Icon name="warn" size={14} /> {name} ({word})
    </>
  );
}

export function useListCell(): (row: CustomerRow, column: Column) => ReactNode {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const words = useCodeWords();
  return useCallback(
    (row, { name, kind, values }) => {
      const full = joined([row.name_prefix, row.name]);
      if (name === 'name') return row.booking_block ? <Blocked name={full} word={t('ui.blocked')} /> : full;
      if (name === 'street') return joined([row.street, row.house_number, row.house_number_suffix]);
      if (values) return values[String(row[name])] ?? '';
      if (name === 'category' && row.category) return words(name, String(row.category), String(row.kind));
      return show_value(row[name], kind, { language, zone: house?.time_zone, yes: t('ui.yes'), no: t('ui.no') });
    },
    [language, house, t, words],
  );
}

export const list_tone = (row: CustomerRow) => (row.booking_block ? ('blocked' as const) : undefined);
