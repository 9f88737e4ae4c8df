// Everything that was changed in the house, newest first: who, when, what, and the way back.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { get } from '../../api/client.ts';
import type { ChangeEvent } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { ChangeList } from './ChangeList.tsx';

export function Changes() {
  const t = useText();
  const queries = useQueryClient();
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
