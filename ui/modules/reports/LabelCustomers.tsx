// Customers who carry a label at this moment, with what they permitted.
import { ReportScreen } from '../../lists/ReportScreen.tsx';
import { useText } from '../../shell/language.tsx';
import { LabelField } from './NamesField.tsx';

const fields = { label: LabelField };

export function LabelCustomers() {
  const t = useText();
  return (
    <ReportScreen
      report="label-customers"
      title={t('ui.place.label_customers')}
      fields={fields}
      start={t('ui.label_list.start')}
      note={t('ui.label_list.expired')}
    />
  );
}
