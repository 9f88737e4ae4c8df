// Rapportage > Productenverkoop: what was sold of each product; a row of it leads to the customers who bought it.
import type { ReportRow } from '../../api/types.ts';
import type { FilterSearch } from '../../lists/filter.ts';
import { ReportScreen } from '../../lists/ReportScreen.tsx';
import { useText } from '../../shell/language.tsx';
import { ProductField } from './NamesField.tsx';

const fields = { product: ProductField };

/// From a total to its lines, at the same event date.
function lines_of(row: ReportRow, asked: FilterSearch): FilterSearch | undefined {
  if (asked.type === 'lines' || typeof row.product !== 'string') return undefined;
  const event = typeof row.event === 'string' && row.event ? row.event : asked.event;
  return { ...asked, product: row.product, event, type: 'lines' };
}

export function ProductCustomers() {
  const t = useText();
  return (
    <ReportScreen
      report="product-customers"
      title={t('ui.place.product_customers')}
      fields={fields}
      start={t('ui.products.start')}
      leads_to={lines_of}
    />
  );
}
