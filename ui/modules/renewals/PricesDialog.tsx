// What a subscription costs by ticket type and price zone: all dates of a fixed one together, each date of a flexible one.
// Where nothing stands, the price of the base data or that of the event dates holds.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../../api/client.ts';
import { useTold } from '../../forms/told.ts';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { read_money, show_money } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { name_of, put_terms, subscriptions_key, type Subscription, type SubscriptionPrice } from './requests.ts';

interface Props {
  subscription: Subscription;
  on_close: () => void;
}

const key_of = (type: number, zone: string) => `${type}/${zone}`;
const get_prices = async (event: number, signal: AbortSignal) =>
  (await get<{ prices: SubscriptionPrice[] }>(`/events/${event}/sale`, {}, signal)).prices;

export function PricesDialog({ subscription, on_close }: Props) {
  const t = useText();
  const language = useLanguage();
  const told = useTold([subscriptions_key, ['counter-subscriptions'], ['sale-price']]);
  const event = subscription.events[0]!.id;
  const { data } = useQuery({ queryKey: ['event-prices', event], queryFn: ({ signal }) => get_prices(event, signal) });
  const known = [...subscription.prices, ...(data ?? [])];
  const types = [...new Map(known.map((one) => [one.ticket_type_id, one.ticket_type]))];
  const zones = [...new Set(known.map((one) => one.price_zone))];
  const [typed, set_typed] = useState<Record<string, string>>(
    Object.fromEntries(
      subscription.prices.map((one) => [key_of(one.ticket_type_id, one.price_zone), show_money(one.price, language)]),
    ),
  );
  const [refusal, refuse] = useState<string>();
  const go = async () => {
    const prices: SubscriptionPrice[] = [];
    for (const [ticket_type_id, ticket_type] of types)
      for (const price_zone of zones) {
        const text = typed[key_of(ticket_type_id, price_zone)]?.trim();
        if (!text) continue;
        const price = read_money(text, language);
        if (price === null) return refuse(t('ui.renewals.no_price', { type: ticket_type, zone: price_zone }));
        prices.push({ ticket_type_id, ticket_type, price_zone, price });
      }
    try {
      const dates = subscription.events.map(({ id }) => id);
      const { change_event } = await put_terms(subscription, dates, prices);
      told(change_event ?? undefined, t('ui.renewals.prices_saved', { name: subscription.name }));
      on_close();
    } catch (reason) {
      refuse(words_of(reason, t));
    }
  };
  return (
    <FormDialog
      title={t('ui.renewals.prices_of', { name: name_of(subscription) })}
      go={t('ui.save')}
      on_send={go}
      wide
      {...{ refusal, on_close }}
    >
      <p className="quiet">
        {t(subscription.kind === 'fixed' ? 'ui.renewals.prices_fixed' : 'ui.renewals.prices_flexible')}
      </p>
      {data && !zones.length ? <p>{t('ui.renewals.dates_without_prices')}</p> : null}
      <Prices {...{ types, zones, typed }} type={(key, text) => set_typed({ ...typed, [key]: text })} />
    </FormDialog>
  );
}

interface PricesProps {
  types: readonly (readonly [number, string])[];
  zones: readonly string[];
  typed: Record<string, string>;
  type: (key: string, text: string) => void;
}

function Prices({ types, zones, typed, type: put }: PricesProps) {
  const t = useText();
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{t('ui.renewals.ticket_type')}</th>
          {zones.map((zone) => (
            <th key={zone} scope="col">
              {zone}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {types.map(([type, name]) => (
          <tr key={type}>
            <th scope="row">{name}</th>
            {zones.map((zone) => (
              <td key={zone}>
                <input
                  aria-label={`${name}, ${zone}`}
                  data-field={`price-${type}-${zone}`}
                  inputMode="decimal"
                  value={typed[key_of(type, zone)] ?? ''}
                  onChange={(change) => put(key_of(type, zone), change.target.value)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
