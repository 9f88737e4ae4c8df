// Rapportage > Acties > Klanten: customers who booked through a promotion.
import { ReportScreen } from '../../lists/ReportScreen.tsx';
import { useText } from '../../shell/language.tsx';
import { PromotionField } from './NamesField.tsx';

const fields = { promotion: PromotionField };

export function PromotionCustomers() {
  const t = useText();
  return (
    <ReportScreen
      report="promotion-customers"
      title={t('ui.place.promotion_customers')}
      fields={fields}
      start={t('ui.promotions.start')}
    />
  );
}
