// What the event filter offers for what was typed: seasons, productions, promoters, genres and tags of the scope, and
// event dates.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { get } from '../../api/client.ts';
import type { EventRow, FilterValues, Named } from '../../api/types.ts';
import { show_date } from '../../parts/format.ts';
import { fold } from '../../parts/fold.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { dimensions, nameless, type Dimension, type EventFilter, type Scope } from './filter.ts';

export interface Offer {
  id: string;
  dimension: Dimension;
  value: string;
  label: string;
  hint?: string;
}

const per_dimension = 8;
const most_typed = 30;
const name_of = (named: Named) => (typeof named === 'string' ? named : named.name);

function useValues(scope: Scope) {
  return useQuery({
    queryKey: ['event-filter', scope],
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<FilterValues>('/event-filter', { scope }, signal),
  }).data;
}

/// Nothing typed: the nearest coming ones, unless another scope was chosen.
function useEvents(scope: Scope | undefined, wanted: string) {
  return useQuery({
    queryKey: ['events', 'offers', scope ?? 'all', wanted],
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const asked = { scope: scope ?? (wanted ? 'all' : 'coming'), q: wanted, limit: per_dimension, offset: 0 };
      return (await get<{ rows: EventRow[] }>('/events', asked, signal)).rows;
    },
  }).data;
}

function values_of(values: FilterValues | undefined): Record<Exclude<Dimension, 'event'>, readonly Named[]> {
  return {
    season: values?.seasons ?? [],
    production: values?.productions ?? [],
    promoter: values?.promoters ?? [],
    genre: values?.genres ?? [],
    tag: values?.tags ?? [],
  };
}

function as_offer(event: EventRow, language: string): Offer {
  return {
    id: `event:${event.code}`,
    dimension: 'event',
    value: event.code,
    label: `${event.starts_at ? `${show_date(event.starts_at, language)} ` : ''}${event.name}`,
    hint: [event.code, event.hall ?? event.venue].filter(Boolean).join(' · '),
  };
}

export function useOffers(filter: EventFilter, text: string): Offer[] {
  const t = useText();
  const language = useLanguage();
  const wanted = text.trim();
  const values = useValues(filter.scope ?? 'all');
  const events = useEvents(filter.scope, wanted);
  return useMemo(() => {
    const words = fold(wanted).split(/\s+/).filter(Boolean);
    const fits = ({ label }: Offer) => words.every((word) => fold(label).includes(word));
    const lists = values_of(values);
    const named = (dimension: Exclude<Dimension, 'event'>) =>
      lists[dimension].map(name_of).map((name): Offer => {
        const label = name === nameless ? t('ui.filter.without') : name;
        return { id: `${dimension}:${name}`, dimension, value: name, label };
      });
    return dimensions.flatMap((dimension) => {
      const found =
        dimension === 'event' ? (events ?? []).map((one) => as_offer(one, language)) : named(dimension).filter(fits);
      return found
        .filter((offer) => !filter.chosen[dimension].includes(offer.value))
        .slice(0, wanted ? most_typed : per_dimension);
    });
  }, [values, events, wanted, filter.chosen, language, t]);
}
