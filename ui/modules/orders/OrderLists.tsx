// Orders an office must look at, as lists; a row opens its order.
import { useNavigate } from '@tanstack/react-router';
import type { ReportRow } from '../../api/types.ts';
import { ReportScreen } from '../../lists/ReportScreen.tsx';
import { useText } from '../../shell/language.tsx';

function useOpenOrder() {
  const navigate = useNavigate();
  return (row: ReportRow) => void navigate({ to: '/orders/$id', params: { id: String(row._order) } });
}

export function OverpaidOrders() {
  const t = useText();
  const nothing = t('ui.orders.none_overpaid');
  return (
    <ReportScreen
      report="overpaid-orders"
      title={t('ui.place.overpaid_orders')}
      empty={{ whole: nothing, narrowed: nothing }}
      on_open={useOpenOrder()}
    />
  );
}

export function Reservations() {
  const t = useText();
  const nothing = t('ui.orders.none_reserved');
  return (
    <ReportScreen
      report="reservations"
      title={t('ui.place.reservations')}
      empty={{ whole: nothing, narrowed: nothing }}
      on_open={useOpenOrder()}
    />
  );
}

export function CancelledDates() {
  const t = useText();
  const nothing = t('ui.orders.none_cancelled');
  return (
    <ReportScreen
      report="cancelled-dates"
      title={t('ui.place.cancelled_dates')}
      empty={{ whole: nothing, narrowed: nothing }}
      on_open={useOpenOrder()}
    />
  );
}
