// To a customer's booking history of the system before (J-210, J-211); undefined where the house has not switched it on.
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useHasModule } from '../../shell/places.ts';
import { useMay } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';

export function useImportedHistory(): ((number: number) => void) | undefined {
  const may = useMay();
  const has = useHasModule('history');
  const navigate = useNavigate();
  const go = useCallback(
    (number: number) => void navigate({ to: '/reports/history', search: { customer: String(number) } }),
    [navigate],
  );
  return has && may('bookings.read') ? go : undefined;
}

/// Shift+F8 on whoever is marked in a list or among hits.
export function useImportedHistoryKey(number: number | undefined) {
  const go = useImportedHistory();
  useKeys({ imported_history: go && number ? () => go(number) : undefined });
}
