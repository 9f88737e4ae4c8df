// From a profile to the bonus points of the customer, where the house has them. What is typed stays in the form.
import { useNavigate } from '@tanstack/react-router';
import type { CustomerRecord } from '../../api/types.ts';
import { useHasModule } from '../../shell/places.ts';
import { useMay } from '../../shell/session.tsx';

export function useBonusOf(record: CustomerRecord | undefined): (() => void) | undefined {
  const may = useMay();
  const has_bonus = useHasModule('bonus');
  const navigate = useNavigate();
  if (!record || !may('bonus.read') || !has_bonus) return undefined;
  return () => void navigate({ to: '/customers/$id/bonus', params: { id: String(record.id) } });
}
