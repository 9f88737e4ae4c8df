// What happened to this customer, newest first, with the way back for each change (F8).
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Icon } from '../../parts/icons.tsx';
import { useText } from '../../shell/language.tsx';
import { ChangeList } from '../audit/ChangeList.tsx';
import { history_of, refresh_customer } from './record.ts';
import styles from './Profile.module.css';

export function History({ customer, on_close }: { customer: number; on_close: () => void }) {
  const t = useText();
  const queries = useQueryClient();
  const box = useRef<HTMLElement>(null);
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['history', String(customer)],
    queryFn: ({ pageParam, signal }) => history_of(customer, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor ?? undefined,
  });
  useEffect(() => box.current?.focus(), []);
  const events = data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <aside
      ref={box}
      tabIndex={-1}
      className={`${styles.panel} fade`}
      aria-label={t('ui.history')}
      data-area="panel"
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          on_close();
        }
      }}
    >
      <div className={styles.panelhead}>
        <h2>{t('ui.history')}</h2>
        <button type="button" className="button quiet" onClick={on_close} aria-label={t('ui.close')}>
          <Icon name="close" />
        </button>
      </div>
      {data && !events.length ? <p className="quiet">{t('ui.history.none')}</p> : null}
      <ChangeList events={events} record="customer" on_undone={() => refresh_customer(queries, customer)} />
      {hasNextPage ? (
        <button type="button" className="button" onClick={() => void fetchNextPage()}>
          {t('ui.more')}
        </button>
      ) : null}
    </aside>
  );
}
