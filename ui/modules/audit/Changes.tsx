// Everything that was changed in the house, newest first: who, when, what, and beside the list the fields of a change with
// the way back: of the one that somebody came for, else of the one under the cursor.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { get } from '../../api/client.ts';
import type { ChangeEvent, ReportRow } from '../../api/types.ts';
import { ReportScreen } from '../../lists/ReportScreen.tsx';
import { useText } from '../../shell/language.tsx';
import { ChangeList } from './ChangeList.tsx';
import styles from './Changes.module.css';

function useChange(id: number | undefined) {
  const { data } = useQuery({
    queryKey: ['change-event', id],
    enabled: id !== undefined,
    queryFn: ({ signal }) => get<ChangeEvent>(`/change-events/${id}`, undefined, signal),
  });
  return id === undefined ? undefined : data;
}

/// The fields of a change that somebody came for are fetched only when he wants to see them: it may be a whole import.
function ChangePanel({ active, sought }: { active: number | undefined; sought: number | undefined }) {
  const t = useText();
  const queries = useQueryClient();
  const came_for = useChange(sought);
  const under_cursor = useChange(active === sought ? undefined : active);
  const on_undone = () => void queries.invalidateQueries();
  return (
    <aside className={styles.panel} aria-label={t('ui.change.details')} data-area="panel" tabIndex={0}>
      {came_for ? (
        <section aria-label={t('ui.changes.sought')} data-sought>
          <h2>{t('ui.changes.sought')}</h2>
          <ChangeList events={[{ ...came_for, changes: [] }]} on_ask on_undone={on_undone} />
        </section>
      ) : null}
      {under_cursor ? <ChangeList events={[under_cursor]} on_undone={on_undone} /> : null}
    </aside>
  );
}

export function Changes() {
  const t = useText();
  const { event } = useSearch({ from: '/changes' });
  const [active, set_active] = useState<number>();
  const on_active = useCallback((row: ReportRow | undefined) => set_active(row?._event), []);
  return (
    <ReportScreen
      report="changes"
      title={t('ui.place.changes')}
      empty={{ whole: t('ui.history.none'), narrowed: t('ui.result.nothing') }}
      on_active={on_active}
      beside={<ChangePanel active={active} sought={event} />}
    />
  );
}
