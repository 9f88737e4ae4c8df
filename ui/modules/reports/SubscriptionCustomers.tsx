// Rapportage > Abonnementen > Klanten: customers of subscriptions; a whole season is one press.
import { useMemo } from 'react';
import { ReportScreen } from '../../lists/ReportScreen.tsx';
import { useText } from '../../shell/language.tsx';
import { SeasonField, SubscriptionField } from './NamesField.tsx';
import { seasons_of, useReportOffers } from './useReportOffers.ts';

const fields = { subscription: SubscriptionField, season: SeasonField };
const most_quick = 3;

export function SubscriptionCustomers() {
  const t = useText();
  const offers = useReportOffers();
  const quick = useMemo(
    () =>
      seasons_of(offers?.subscriptions ?? [])
        .slice(0, most_quick)
        .map((season) => ({ text: t('ui.subscriptions.season', { season }), search: { season } })),
    [offers, t],
  );
  return (
    <ReportScreen
      report="subscription-customers"
      title={t('ui.place.subscription_customers')}
      {...{ fields, quick }}
      start={t('ui.subscriptions.start')}
    />
  );
}
