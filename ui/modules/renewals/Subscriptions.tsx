// Subscriptions with the event dates and prices of each: what is renewed and sold needs its dates. What else a subscription
// is stands in the base data.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { get } from '../../api/client.ts';
import { useTold } from '../../forms/told.ts';
import { show_instant } from '../../parts/format.ts';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { PricesDialog } from './PricesDialog.tsx';
import { list_subscription_terms, name_of, put_terms, subscriptions_key, type Subscription } from './requests.ts';

export function Subscriptions() {
  const t = useText();
  const language = useLanguage();
  const { data } = useQuery({ queryKey: subscriptions_key, queryFn: ({ signal }) => list_subscription_terms(signal) });
  const [chosen, choose] = useState<Subscription>();
  const [priced, set_priced] = useState<Subscription>();
  useWindowTitle(t('ui.place.subscription_dates'));
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('ui.place.subscription_dates')}</h1>
        <span className="grow" />
        <Link to="/administration/$what" params={{ what: 'subscriptions' }} className="button">
          {t('ui.place.subscriptions')}
        </Link>
      </div>
      <div className="page-scroll" data-area="list">
        {data && !data.length ? <p className="quiet">{t('ui.renewals.no_subscriptions')}</p> : null}
        <table className="plain">
          <tbody>
            {(data ?? []).map((one) => (
              <tr key={one.id} data-subscription={one.id}>
                <th scope="row">{name_of(one)}</th>
                <td>
                  {one.events
                    .map((date) => [date.starts_at ? show_instant(date.starts_at, language) : '', date.name].join(' '))
                    .join(', ') || t('ui.renewals.no_dates')}
                </td>
                <td>
                  <div className="row">
                    <button type="button" className="button" onClick={() => choose(one)}>
                      {t('ui.renewals.dates')}
                    </button>
                    {one.events.length ? (
                      <button type="button" className="button" data-prices onClick={() => set_priced(one)}>
                        {t('ui.renewals.prices')}
                      </button>
                    ) : null}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {priced ? <PricesDialog subscription={priced} on_close={() => set_priced(undefined)} /> : null}
      {chosen ? <DatesDialog subscription={chosen} on_close={() => choose(undefined)} /> : null}
    </div>
  );
}

interface EventLine {
  id: number;
  name: string;
  starts_at: string | null;
  hall: string | null;
  season: string | null;
}

const list_dates = async (season: string | null, signal: AbortSignal) => {
  const { rows } = await get<{ rows: EventLine[] }>('/events', { scope: 'all', season, limit: 500 }, signal);
  return rows.filter((one) => one.season === season);
};

function DatesDialog({ subscription, on_close }: { subscription: Subscription; on_close: () => void }) {
  const t = useText();
  const language = useLanguage();
  const told = useTold([subscriptions_key]);
  const { data } = useQuery({
    queryKey: ['dates-of-season', subscription.season],
    queryFn: ({ signal }) => list_dates(subscription.season, signal),
  });
  const [dates, set_dates] = useState(new Set(subscription.events.map((one) => one.id)));
  const [refusal, set_refusal] = useState<string>();
  const toggle = (id: number) => {
    const next = new Set(dates);
    if (!next.delete(id)) next.add(id);
    set_dates(next);
  };
  const send = () =>
    put_terms(subscription, [...dates]).then(
      (after) => {
        told(after.change_event ?? undefined, t('ui.renewals.dates_saved', { name: subscription.name }));
        on_close();
      },
      (reason: unknown) => set_refusal(words_of(reason, t)),
    );
  return (
    <FormDialog
      title={t('ui.renewals.dates_of', { name: name_of(subscription) })}
      on_close={on_close}
      go={t('ui.save')}
      on_send={send}
      refusal={refusal}
    >
      {(data ?? []).map((one, place) => (
        <label key={one.id} className="row">
          <input
            type="checkbox"
            data-autofocus={place === 0 || undefined}
            checked={dates.has(one.id)}
            onChange={() => toggle(one.id)}
          />
          {[one.starts_at ? show_instant(one.starts_at, language) : '', one.name, one.hall].filter(Boolean).join(' · ')}
        </label>
      ))}
    </FormDialog>
  );
}
