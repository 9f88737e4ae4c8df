// Which subscription is sold, and which event dates of a flexible one. S goes to the choice; the dates are ticked by Tab and
// space. The event date whose plan is shown is always one of them.
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { show_instant } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { list_subscriptions, type Subscription } from './requests.ts';
import type { Package } from './useCounter.ts';
import styles from './Counter.module.css';

interface Choice {
  subscriptions: readonly Subscription[];
  choose: (subscription: number) => void;
  toggle_date: (event: number) => void;
}

/// Its event dates that are not over.
const left_of = ({ events }: Subscription) => events.filter((date) => !date.over);

/// Subscriptions that this event date is one of, and the one that is sold.
export function usePackage(event: number | undefined): Choice & { sold: Package | undefined } {
  const [chosen, choose] = useState(0);
  const [ticked, tick] = useState<ReadonlySet<number>>(new Set());
  const { data } = useQuery({
    queryKey: ['counter-subscriptions'],
    queryFn: ({ signal }) => list_subscriptions(signal),
  });
  const subscriptions = (data ?? []).filter((one) => left_of(one).some((date) => date.id === event));
  const subscription = subscriptions.find((one) => one.id === chosen);
  const toggle_date = (date: number) => {
    const next = new Set(ticked);
    if (!next.delete(date)) next.add(date);
    tick(next);
  };
  const all = (subscription ? left_of(subscription) : []).map(({ id }) => id);
  const dates = subscription?.kind === 'flexible' ? all.filter((id) => id === event || ticked.has(id)) : all;
  return { subscriptions, choose, toggle_date, sold: subscription && { subscription, dates } };
}

type Props = Choice & { sold: Package | undefined; event: number | undefined };

export function SubscriptionChoice({ subscriptions, choose, toggle_date, sold, event }: Props) {
  const t = useText();
  const select = useRef<HTMLSelectElement>(null);
  useKeys({ counter_subscription: subscriptions.length ? () => select.current?.focus() : undefined });
  if (!subscriptions.length) return null;
  return (
    <>
      <label>
        <span>{t('ui.counter.subscription')}</span>
        <select
          ref={select}
          data-field="subscription"
          value={sold?.subscription.id ?? 0}
          onChange={(change) => choose(Number(change.target.value))}
        >
          <option value={0}>{t('ui.counter.single')}</option>
          {subscriptions.map((one) => (
            <option key={one.id} value={one.id}>
              {[one.name, one.season].filter(Boolean).join(' ')}
            </option>
          ))}
        </select>
      </label>
      {sold?.subscription.kind === 'flexible' ? <Dates {...{ sold, event, toggle_date }} /> : null}
      {sold?.subscription.kind === 'fixed' && sold.dates.length < sold.subscription.events.length ? (
        <span className="chip warn" data-left={sold.dates.length}>
          {t('ui.counter.rest_of_season', { left: sold.dates.length, all: sold.subscription.events.length })}
        </span>
      ) : null}
    </>
  );
}

/// How many event dates a flexible subscription takes.
export const range_of = ({ choose_least, choose_most, events }: Subscription) => ({
  least: choose_least ?? 1,
  most: choose_most ?? events.filter((date) => !date.over).length,
});

/// So many dates as it takes: before, nothing can be asked about its seats.
export function fits({ subscription, dates }: Package): boolean {
  const { least, most } = range_of(subscription);
  return subscription.kind === 'fixed' || (dates.length >= least && dates.length <= most);
}

function Dates({ sold, event, toggle_date }: Pick<Props, 'event' | 'toggle_date'> & { sold: Package }) {
  const t = useText();
  const language = useLanguage();
  const { subscription, dates } = sold;
  return (
    <fieldset className={styles.dates} data-dates={dates.length}>
      <legend>{t('ui.counter.choose_dates', { ...range_of(subscription), count: dates.length })}</legend>
      {left_of(subscription).map((one) => (
        <label key={one.id}>
          <input
            type="checkbox"
            data-date={one.id}
            checked={dates.includes(one.id)}
            disabled={one.id === event}
            onChange={() => toggle_date(one.id)}
          />
          {[one.starts_at ? show_instant(one.starts_at, language) : '', one.name].filter(Boolean).join(' ')}
        </label>
      ))}
    </fieldset>
  );
}
