// Everything that was changed in the house, newest first: who, when, what, and the way back.
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { get } from '../../api/client.ts';
import type { ChangeEvent } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { ChangeList } from './ChangeList.tsx';

/// The one that somebody came for, above all others.
function useSought() {
  const { event } = useSearch({ from: '/changes' });
  const { data } = useQuery({
    queryKey: ['change-event', event],
    enabled: event !== undefined,
    queryFn: ({ signal }) => get<ChangeEvent>(`/change-events/${event}`, undefined, signal),
  });
  return event === undefined ? undefined : data;
}

export function Changes() {
  const t = useText();
  const queries = useQueryClient();
  const sought = useSought();
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['changes'],
    queryFn: ({ pageParam, signal }) =>
      get<{ events: ChangeEvent[]; cursor?: string | null }>(
        '/change-events',
        { cursor: pageParam, limit: 30 },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor ?? undefined,
  });
  useEffect(() => {
    document.title = `${t('ui.place.changes')} – Kartei`;
  }, [t]);
  if (error && !data) throw error;
  const events = data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('ui.place.changes')}</h1>
      </div>
      <div
        className="page-scroll"
        tabIndex={0}
        data-first
        data-area="list"
        role="region"
        aria-label={t('ui.place.changes')}
      >
        {sought ? (
          <section aria-label={t('ui.changes.sought')} data-sought>
            <h2>{t('ui.changes.sought')}</h2>
            <ChangeList events={[{ ...sought, changes: [] }]} on_ask on_undone={() => void queries.invalidateQueries()} />
            <h2>{t('ui.changes.all')}</h2>
          </section>
        ) : null}
        {data && !events.length ? <p className="quiet">{t('ui.history.none')}</p> : null}
        <ChangeList events={events} on_ask on_undone={() => void queries.invalidateQueries()} />
        {hasNextPage ? (
          <p>
            <button type="button" className="button" onClick={() => void fetchNextPage()}>
              {t('ui.more')}
            </button>
          </p>
        ) : null}
      </div>
    </div>
  );
}
