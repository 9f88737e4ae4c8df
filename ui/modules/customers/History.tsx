// What happened to this customer, newest first, with the way back for each change (F8).
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useText } from '../../shell/language.tsx';
import { ChangeList } from '../audit/ChangeList.tsx';
import { history_of, refresh_customer } from './record.ts';
import { SidePanel } from './SidePanel.tsx';

export function History({ customer, on_close }: { customer: number; on_close: () => void }) {
  const t = useText();
  const queries = useQueryClient();
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['history', String(customer)],
    queryFn: ({ pageParam, signal }) => history_of(customer, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor ?? undefined,
  });
  const events = data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <SidePanel title={t('ui.history')} on_close={on_close}>
      {data && !events.length ? <p className="quiet">{t('ui.history.none')}</p> : null}
      <ChangeList
        events={events}
        record="customer"
        of_one_customer
        on_undone={() => refresh_customer(queries, customer)}
      />
      {hasNextPage ? (
        <button type="button" className="button" onClick={() => void fetchNextPage()}>
          {t('ui.more')}
        </button>
      ) : null}
    </SidePanel>
  );
}
