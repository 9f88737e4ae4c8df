// Choosing events: one field with type-ahead over seasons, productions, dates, promoters, genres and tags; what is chosen stands
// as removable chips, "or" within a dimension and "and" between them; how many events that makes is always shown.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import {
  Button,
  ComboBox,
  Header,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  type Key,
} from 'react-aria-components';
import { get } from '../../api/client.ts';
import type { EventRow, FilterValues, Named } from '../../api/types.ts';
import { show_date } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { say } from '../../parts/live.ts';
import { fold } from '../../shell/commands.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import field from '../../parts/Field.module.css';
import {
  add,
  as_query,
  dimensions,
  has_choice,
  last_chosen,
  remove,
  scope_of,
  type Dimension,
  type EventFilter,
  type Scope,
} from './filter.ts';
import styles from './CustomerReport.module.css';

interface Props {
  filter: EventFilter;
  change: (filter: EventFilter) => void;
}
interface Offer {
  id: string;
  dimension: Dimension;
  value: string;
  label: string;
  hint?: string;
}

const per_dimension = 8;
/// The value that stands for event dates without season, promoter and so on.
const nameless = '-';
const name_of = (named: Named) => (typeof named === 'string' ? named : named.name);

export function useEventCount(filter: EventFilter) {
  return useQuery({
    queryKey: ['events', 'count', as_query(filter)],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await get<{ count: number }>('/events', { ...as_query(filter), limit: '1' }, signal)).count,
  }).data;
}

function useOffers(filter: EventFilter, text: string): Offer[] {
  const t = useText();
  const language = useLanguage();
  const scope: Scope = filter.scope ?? 'all';
  const { data: values } = useQuery({
    queryKey: ['event-filter', scope],
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<FilterValues>('/event-filter', { scope }, signal),
  });
  const wanted = text.trim();
  const { data: events } = useQuery({
    queryKey: ['events', 'offers', scope, wanted],
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    queryFn: async ({ signal }) =>
      (
        await get<{ rows: EventRow[] }>(
          '/events',
          { scope: wanted ? scope : (filter.scope ?? 'coming'), q: wanted, limit: per_dimension, offset: 0 },
          signal,
        )
      ).rows,
  });
  return useMemo(() => {
    const words = fold(wanted).split(/\s+/).filter(Boolean);
    const fits = (label: string) => words.every((word) => fold(label).includes(word));
    const offers: Offer[] = [];
    const lists: Record<Exclude<Dimension, 'event'>, readonly Named[]> = {
      season: values?.seasons ?? [],
      production: values?.productions ?? [],
      promoter: values?.promoters ?? [],
      genre: values?.genres ?? [],
      tag: values?.tags ?? [],
    };
    for (const dimension of dimensions) {
      const found =
        dimension === 'event'
          ? (events ?? []).map((event) => ({
              id: `event:${event.code}`,
              dimension,
              value: event.code,
              label: `${event.starts_at ? `${show_date(event.starts_at, language)} ` : ''}${event.name}`,
              hint: [event.code, event.hall ?? event.venue].filter(Boolean).join(' · '),
            }))
          : lists[dimension]
              .map(name_of)
              .map((name) => ({
                id: `${dimension}:${name}`,
                dimension,
                value: name,
                label: name === nameless ? t('ui.filter.without') : name,
              }))
              .filter((offer) => fits(offer.label));
      offers.push(
        ...found
          .filter((offer) => !filter.chosen[dimension].includes(offer.value))
          .slice(0, wanted ? 30 : per_dimension),
      );
    }
    return offers;
  }, [values, events, wanted, filter.chosen, language, t]);
}

export function EventFilterBox({ filter, change }: Props) {
  const t = useText();
  const [text, set_text] = useState('');
  const offers = useOffers(filter, text);
  const count = useEventCount(filter);
  const box = useRef<HTMLDivElement>(null);

  const pick = (key: Key | null) => {
    const offer = offers.find((one) => one.id === key);
    if (!offer) return;
    change(add(filter, offer.dimension, offer.value));
    say(t('ui.filter.added', { name: offer.label }), 150);
    set_text('');
  };
  const on_key = (event: KeyboardEvent) => {
    const last = last_chosen(filter);
    if (event.key === 'Backspace' && text === '' && last) change(remove(filter, last.dimension, last.value));
    if (event.key === 'F4') {
      event.preventDefault();
      box.current?.querySelector<HTMLElement>(`.${styles.openlist}`)?.click();
    }
    if (
      event.key === 'Enter'
      && !event.ctrlKey
      && text.trim()
      && offers[0]
      && !box.current?.querySelector('input')?.getAttribute('aria-activedescendant')
    ) {
      event.preventDefault();
      event.stopPropagation();
      pick(offers[0].id);
    }
  };

  return (
    <div className={styles.filter} ref={box} data-area="filter">
      <div className={styles.entry} onKeyDownCapture={on_key}>
        <ComboBox
          className={field.field}
          inputValue={text}
          onInputChange={set_text}
          selectedKey={null}
          onSelectionChange={pick}
          allowsCustomValue
          menuTrigger="input"
          items={[]}
        >
          <Label className={field.label}>{t('ui.filter')}</Label>
          <div className={field.withbutton}>
            <Input
              placeholder={t('ui.filter.placeholder')}
              data-autofocus
              autoComplete="off"
              spellCheck={false}
              data-filter="events"
            />
            <Button className={`${field.open} ${styles.openlist}`} aria-label={t('ui.filter.browse')}>
              <Icon name="down" size={16} />
            </Button>
          </div>
          <Popover className={`${field.layer} ${styles.offers}`} offset={2}>
            <ListBox
              className={field.options}
              aria-label={t('ui.filter')}
              renderEmptyState={() => <p className={field.section}>{t('ui.filter.nothing', { text })}</p>}
            >
              {dimensions
                .filter((dimension) => offers.some((offer) => offer.dimension === dimension))
                .map((dimension) => (
                  <ListBoxSection key={dimension} id={dimension}>
                    <Header className={field.section}>{t(`ui.filter.${dimension}`)}</Header>
                    {offers
                      .filter((offer) => offer.dimension === dimension)
                      .map((offer) => (
                        <ListBoxItem key={offer.id} id={offer.id} textValue={offer.label} className={field.option}>
                          {offer.label}
                          {offer.hint ? <span className="quiet"> · {offer.hint}</span> : null}
                        </ListBoxItem>
                      ))}
                  </ListBoxSection>
                ))}
            </ListBox>
          </Popover>
        </ComboBox>
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
      <div className={styles.chosen}>
        {dimensions
          .filter((dimension) => filter.chosen[dimension].length)
          .map((dimension, place) => (
            <span key={dimension} className={styles.dimension} role="group" aria-label={t(`ui.filter.${dimension}`)}>
              {place ? <em>{t('ui.filter.and')}</em> : null}
              <span className="quiet">{t(`ui.filter.${dimension}`)}</span>
              {filter.chosen[dimension].map((value, position) => (
                <span key={value} className={styles.pair}>
                  {position ? <em>{t('ui.filter.or')}</em> : null}
                  <span className="chip accent">
                    {value === nameless ? t('ui.filter.without') : value}
                    <button
                      type="button"
                      className={styles.drop}
                      aria-label={t('ui.filter.remove', { name: value })}
                      onClick={() => {
                        change(remove(filter, dimension, value));
                        box.current?.querySelector('input')?.focus();
                      }}
                    >
                      <Icon name="close" size={12} />
                    </button>
                  </span>
                </span>
              ))}
            </span>
          ))}
        <output className={styles.size}>
          {!has_choice(filter) ? t('ui.filter.none') : count === undefined ? '' : t('ui.filter.count', { count })}
        </output>
      </div>
    </div>
  );
}
