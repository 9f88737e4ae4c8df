// Cells of the customer report: codes of the customer's fields in words, everything else as in any list.
import { useCallback, type ReactNode } from 'react';
import type { ReportRow } from '../../api/types.ts';
import type { Column } from '../../parts/grid/columns.ts';
import { useReportCell } from '../../lists/cells.tsx';
import { useCodeWords } from '../../forms/declared.ts';

export function useCustomerCell(): (row: ReportRow, column: Column) => ReactNode {
  const cell = useReportCell();
  const words = useCodeWords();
  return useCallback(
    (row, column) => {
      const value = row[column.name];
      const is_code = column.name === 'category' || column.name === 'language';
      return is_code && value ? words(column.name, String(value)) : cell(row, column);
    },
    [cell, words],
  );
}
