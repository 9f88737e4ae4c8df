// The bonus points of everybody; Enter opens the points of one customer.
import { useNavigate } from '@tanstack/react-router';
import { ReportScreen } from '../../lists/ReportScreen.tsx';

export function BonusList() {
  const navigate = useNavigate();
  return (
    <ReportScreen
      report="bonus"
      on_open={(row) => void navigate({ to: '/customers/$id/bonus', params: { id: String(row._customer) } })}
    />
  );
}
