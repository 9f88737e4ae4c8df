// Everything that was changed in the house, newest first: who, when, what, and beside the list the fields of the change
// under the cursor with the way back.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { get } from '../../api/client.ts';
import type { ChangeEvent, ReportRow } from '../../api/types.ts';
import { ReportScreen } from '../../parts/list/ReportScreen.tsx';
import { useText } from '../../shell/language.tsx';
import { ChangeList } from './ChangeList.tsx';
import styles from './Changes.module.css';

function ChangePanel({ id }: { id: number | undefined }) {
  const t = useText();
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['change-event', id],
    enabled: id !== undefined,
    queryFn: ({ signal }) => get<ChangeEvent>(`/change-events/${id}`, undefined, signal),
  });
  return (
    <aside className={styles.panel} aria-label={t('ui.change.details')} data-area="panel" tabIndex={0}>
      {data ? <ChangeList events={[data]} on_undone={() => void queries.invalidateQueries()} /> : null}
    </aside>
  );
}

export function Changes() {
  const t = useText();
  const [active, set_active] = useState<number>();
  const on_active = useCallback((row: ReportRow | undefined) => set_active(row?._event), []);
  return (
    <ReportScreen
      report="changes"
      title={t('ui.place.changes')}
      empty={{ whole: t('ui.history.none'), narrowed: t('ui.result.nothing') }}
      on_active={on_active}
      beside={<ChangePanel id={active} />}
    />
  );
}
