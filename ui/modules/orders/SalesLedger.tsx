// The sales ledger: a line for each ticket sold and for each that came back, newest first, with what they add up to.
import { ReportScreen } from '../../lists/ReportScreen.tsx';
import { useText } from '../../shell/language.tsx';
import { EventCodeField } from './EventCodeField.tsx';

const fields = { event: EventCodeField };
/// What was sold just now is what a counter looks for.
const standard = { direction: 'desc' };

export function SalesLedger() {
  const t = useText();
  return (
    <ReportScreen
      report="sales"
      title={t('ui.place.sales')}
      {...{ fields, standard }}
      empty={{ whole: t('ui.ledger.empty'), narrowed: t('ui.ledger.none') }}
    />
  );
}
