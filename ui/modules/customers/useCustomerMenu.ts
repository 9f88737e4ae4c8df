// The context menu of a customer in a list or among the hits of a search.
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { CustomerRow } from '../../api/types.ts';
import type { MenuEntry } from '../../parts/MoreMenu.tsx';
import { keys_of } from '../../shell/keys.ts';
import { useText } from '../../shell/language.tsx';
import { useHasModule } from '../../shell/places.ts';
import { useMay } from '../../shell/session.tsx';
import { shown_key } from '../../shell/shown_key.ts';
import { useImportedHistory } from './useImportedHistory.ts';

export function useCustomerMenu(): (row: CustomerRow) => readonly MenuEntry[] {
  const t = useText();
  const may = useMay();
  const navigate = useNavigate();
  const history = useImportedHistory();
  const books = useHasModule('travel') && may('bookings.change');
  return useCallback(
    (row) => {
      const number = Number(row.number);
      const key = (action: string) => shown_key(keys_of(action)[0]!, t);
      const open = () => void navigate({ to: '/customers/$id', params: { id: String(row.id) } });
      const book = () => void navigate({ to: '/bookings/new', search: { customer: number } });
      const entries: MenuEntry[] = [{ id: 'open', text: t('ui.link.open'), keys: key('open'), run: open }];
      if (books && number) entries.push({ id: 'book', text: t('ui.key.new_booking'), run: book });
      if (number)
        entries.push({
          id: 'customer_history',
          text: t('ui.customer_history'),
          run: () => void navigate({ to: '/reports/customer-history', search: { customer: String(number) } }),
        });
      if (history && number)
        entries.push({
          id: 'imported_history',
          text: t('ui.imported_history.menu'),
          keys: key('imported_history'),
          run: () => history(number),
        });
      return entries;
    },
    [t, navigate, history, books],
  );
}
