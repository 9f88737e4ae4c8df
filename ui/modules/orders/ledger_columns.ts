// The columns of the sales ledger and how their cells read.
import { useCallback, useMemo } from 'react';
import type { Column } from '../../parts/grid/columns.ts';
import { show_value } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import type { LedgerLine } from './requests.ts';

/// Name, priority, least width, kind.
const shape: readonly [keyof LedgerLine, number, number, string?][] = [
  ['created_at', 1, 132, 'instant'],
  ['count', 2, 66, 'count'],
  ['order', 3, 124],
  ['ticket', 9, 124],
  ['event_starts_at', 7, 132, 'instant'],
  ['event_name', 4, 130],
  ['event', 10, 130],
  ['customer_name', 5, 130],
  ['customer', 8, 140, 'integer'],
  ['price', 6, 96, 'money'],
  ['fee', 6, 82, 'money'],
  ['online', 11, 116, 'yes_no'],
  ['id', 12, 84, 'integer'],
];

export function useLedgerColumns(): Column[] {
  const t = useText();
  const word = useWord();
  return useMemo(() => {
    const caption = (name: string) => (name === 'id' ? word('sale.line') : word(`sale.${name}`));
    return shape.map(([name, priority, width, kind]) => ({
      name,
      priority,
      width,
      kind,
      caption: name === 'count' ? t('ui.ledger.count') : caption(name),
    }));
  }, [t, word]);
}

export function useLedgerCell(): (line: LedgerLine, column: Column) => string {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  return useCallback(
    (line, { name, kind }) => {
      if (name === 'count') return line.count > 0 ? '+1' : '−1';
      const how = { language, zone: house?.time_zone, yes: t('ui.yes'), no: t('ui.no') };
      return show_value(line[name as keyof LedgerLine], kind, how);
    },
    [language, house, t],
  );
}
