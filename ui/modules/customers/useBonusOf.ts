// From a profile to the bonus points of the customer, where the house has them. What is typed stays in the form.
import { useNavigate } from '@tanstack/react-router';
import type { CustomerRecord } from '../../api/types.ts';
import { useModule } from '../../shell/places.ts';
import { useMay } from '../../shell/session.tsx';

export function useBonusOf(record: CustomerRecord | undefined): (() => void) | undefined {
  const may = useMay();
  const has = useModule();
  const navigate = useNavigate();
  if (!record || !may('bonus.read') || !has('bonus')) return undefined;
  return () => void navigate({ to: '/customers/$id/bonus', params: { id: String(record.id) } });
}
