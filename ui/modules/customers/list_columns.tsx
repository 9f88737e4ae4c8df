// The columns of the list of customers and how their cells read.
import { useCallback, useMemo, type ReactNode } from 'react';
import type { CustomerRow } from '../../api/types.ts';
import type { Column } from '../../parts/grid/columns.ts';
import { show_value } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import { useCodeWords } from '../../forms/declared.ts';

/// Name, priority, least width, kind.
const shape: readonly [string, number, number, string?][] = [
  ['matchcode', 1, 170],
  ['name', 2, 190],
  ['first_name', 3, 110],
  ['number', 4, 140, 'integer'],
  ['street', 7, 150],
  ['postcode', 5, 94],
  ['town', 6, 120],
  ['phone', 8, 130],
  ['email', 9, 190],
  ['kind', 10, 96],
  ['category', 12, 96],
  ['code1', 11, 96],
  ['last_purchase_on', 13, 110, 'date'],
  ['country', 14, 60],
  ['changed_at', 15, 132, 'instant'],
];
const sortable = ['name', 'number', 'changed_at', 'created_at'];

export function useListColumns(): Column[] {
  const word = useWord();
  return useMemo(
    () =>
      shape.map(([name, priority, width, kind]) => {
        const caption = word(`customer.${name}`, word(`ui.column.${name}`, name));
        return { name, priority, width, kind, caption, sortable: sortable.includes(name) };
      }),
    [word],
  );
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
    (row, { name, kind }) => {
      const full = joined([row.name_prefix, row.name]);
      if (name === 'name') return row.booking_block ? <Blocked name={full} word={t('ui.blocked')} /> : full;
      if (name === 'street') return joined([row.street, row.house_number, row.house_number_suffix]);
      if (name === 'kind') return t(`ui.kind.${row.kind as 'private'}`);
      if (name === 'category' && row.category) return words(name, String(row.category), String(row.kind));
      return show_value(row[name], kind, { language, zone: house?.time_zone, yes: t('ui.yes'), no: t('ui.no') });
    },
    [language, house, t, words],
  );
}

export const list_tone = (row: CustomerRow) => (row.booking_block ? ('blocked' as const) : undefined);
