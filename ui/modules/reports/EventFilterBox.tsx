// Choosing events: one field with type-ahead over seasons, productions, dates, promoters, genres and tags; what is
// chosen stands as removable chips, "or" within a dimension and "and" between them; how many events that makes is
// always shown.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { Key } from 'react-aria-components';
import { get } from '../../api/client.ts';
import { say } from '../../parts/live.ts';
import { useText } from '../../shell/language.tsx';
import field from '../../parts/Field.module.css';
import { ChosenEvents } from './ChosenEvents.tsx';
import {
  add,
  as_query,
  last_chosen,
  remove,
  scope_of,
  type Dimension,
  type EventFilter,
  type Scope,
} from './filter.ts';
import { OfferBox } from './OfferBox.tsx';
import { useOffers } from './useOffers.ts';
import styles from './CustomerReport.module.css';

interface Props {
  filter: EventFilter;
  change: (filter: EventFilter) => void;
}

export function useEventCount(filter: EventFilter) {
  return useQuery({
    queryKey: ['events', 'count', as_query(filter)],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await get<{ count: number }>('/events', { ...as_query(filter), limit: '1' }, signal)).count,
  }).data;
}

/// What is typed, what it may mean, and the keys: Enter takes the first offer, Backspace the last choice away, F4 opens
/// the list.
function useTyping({ filter, change }: Props, box: RefObject<HTMLDivElement | null>) {
  const t = useText();
  const [text, set_text] = useState('');
  const offers = useOffers(filter, text);
  const pick = (key: Key | null) => {
    const offer = offers.find((one) => one.id === key);
    if (!offer) return;
    change(add(filter, offer.dimension, offer.value));
    say(t('ui.filter.added', { name: offer.label }), 150);
    set_text('');
  };
  const takes_first = (event: KeyboardEvent) =>
    event.key === 'Enter'
    && !event.ctrlKey
    && text.trim()
    && offers[0]
    && !box.current?.querySelector('input')?.getAttribute('aria-activedescendant');
  const on_key = (event: KeyboardEvent) => {
    const last = last_chosen(filter);
    if (event.key === 'Backspace' && text === '' && last) change(remove(filter, last.dimension, last.value));
    if (event.key === 'F4') {
      event.preventDefault();
      box.current?.querySelector<HTMLElement>(`.${styles.openlist}`)?.click();
    }
    if (takes_first(event)) {
      event.preventDefault();
      event.stopPropagation();
      pick(offers[0]!.id);
    }
  };
  return { text, set_text, offers, pick, on_key };
}

export function EventFilterBox({ filter, change }: Props) {
  const t = useText();
  const count = useEventCount(filter);
  const box = useRef<HTMLDivElement>(null);
  const { text, set_text, offers, pick, on_key } = useTyping({ filter, change }, box);
  const drop = (dimension: Dimension, value: string) => {
    change(remove(filter, dimension, value));
    box.current?.querySelector('input')?.focus();
  };
  return (
    <div className={styles.filter} ref={box} data-area="filter">
      <div className={styles.entry} onKeyDownCapture={on_key}>
        <OfferBox text={text} on_text={set_text} offers={offers} on_pick={pick} />
        <label className={field.field}>
          <span className={field.label}>{t('ui.filter.scope')}</span>
          <select
            value={scope_of(filter)}
            onChange={(event) => change({ ...filter, scope: event.target.value as Scope })}
          >
            {(['coming', 'past', 'all'] as const).map((scope) => (
              <option key={scope} value={scope}>
                {t(`ui.filter.scope.${scope}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ChosenEvents filter={filter} count={count} on_remove={drop} />
    </div>
  );
}
