// Saved lists: opened with their columns, delivered, changed and removed; of each what was delivered.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { send } from '../../api/client.ts';
import { tell_failure } from '../../forms/saving.ts';
import { useTold } from '../../forms/told.ts';
import { show_instant } from '../../parts/format.ts';
import { MoreMenu } from '../../parts/MoreMenu.tsx';
import { Page } from '../../parts/Page.tsx';
import { TableHead } from '../../parts/TableHead.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay, useSession } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { DeliveriesDialog } from './DeliveriesDialog.tsx';
import { ChangeSavedList } from './SaveListDialog.tsx';
import { deliver_saved, saved_key, remove_saved, useSavedLists, type SavedList } from './requests.ts';

type Layer = { list: SavedList; shown: 'change' | 'deliveries' };

/// Opens the list as it was saved: its columns become those of the screen.
function useOpening() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return async (list: SavedList) => {
    const address = new URL(list.address ?? `/reports/${list.report}`, window.location.origin);
    if (list.columns_shown.length) {
      await send('PUT', `/me/views/${list.report}`, { body: { columns: list.columns_shown } }).catch(() => {});
      queries.removeQueries({ queryKey: ['view', list.report] });
    }
    void navigate({ to: (address.pathname + address.search) as never });
  };
}

function useDeeds() {
  const t = useText();
  const told = useTold([saved_key]);
  const attempt = (work: () => Promise<void>) => void work().catch((reason: unknown) => tell_failure(reason, t));
  return {
    remove: (list: SavedList) =>
      attempt(async () =>
        told((await remove_saved(list)).change_event, t('ui.saved_list.deleted', { name: list.name })),
      ),
    deliver: (list: SavedList) =>
      attempt(async () => {
        await deliver_saved(list);
        show_toast({ text: t('ui.saved_list.started', { name: list.name }) });
      }),
  };
}

export function SavedLists() {
  const t = useText();
  const title = t('ui.place.saved_lists');
  const { data, error } = useSavedLists();
  const [layer, set_layer] = useState<Layer>();
  const close = () => set_layer(undefined);
  if (error && !data) throw error;
  return (
    <Page
      title={title}
      above={
        <>
          {layer?.shown === 'change' ? <ChangeSavedList list={layer.list} on_close={close} /> : null}
          {layer?.shown === 'deliveries' ? <DeliveriesDialog list={layer.list} on_close={close} /> : null}
        </>
      }
    >
      {data?.length === 0 ? <p className="quiet">{t('ui.saved_list.none')}</p> : null}
      {data?.length ? (
        <table className="plain">
          <caption className="hidden">{title}</caption>
          <TableHead
            heads={(['name', 'note', 'owner', 'repeats', 'next'] as const).map((head) => t(`ui.saved_list.${head}`))}
            deeds
          />
          <tbody>
            {data.map((list) => (
              <Line key={list.id} list={list} look={(shown) => set_layer({ list, shown })} />
            ))}
          </tbody>
        </table>
      ) : null}
    </Page>
  );
}

function Rhythm({ list }: { list: SavedList }) {
  const t = useText();
  if (list.repeats === 'weekly')
    return (
      <>
        {t('ui.saved_list.repeats.weekly')}, {t(`ui.saved_list.weekday.${(list.weekday ?? 1) as 1}`)} {list.deliver_at}
      </>
    );
  if (list.repeats === 'monthly')
    return (
      <>
        {t('ui.saved_list.repeats.monthly')}, {list.day_of_month}. {list.deliver_at}
      </>
    );
  if (list.repeats === 'daily')
    return (
      <>
        {t('ui.saved_list.repeats.daily')} {list.deliver_at}
      </>
    );
  return null;
}

function Line({ list, look }: { list: SavedList; look: (shown: Layer['shown']) => void }) {
  const t = useText();
  const language = useLanguage();
  const may = useMay();
  const { house } = useSession();
  const open = useOpening();
  const { remove, deliver } = useDeeds();
  const entries = [
    ...(list.may_change && may('lists.deliver')
      ? [{ id: 'deliver', text: t('ui.saved_list.deliver'), run: () => deliver(list) }]
      : []),
    ...(list.may_change
      ? [
          { id: 'deliveries', text: t('ui.saved_list.deliveries'), run: () => look('deliveries') },
          { id: 'change', text: t('ui.saved_list.change'), run: () => look('change') },
          { id: 'delete', text: t('ui.saved_list.delete', { name: list.name }), run: () => remove(list) },
        ]
      : []),
  ];
  return (
    <tr data-saved={list.name}>
      <th scope="row">
        <button type="button" className="button quiet" onClick={() => void open(list)}>
          {list.name}
        </button>
      </th>
      <td>{list.note}</td>
      <td>{list.owner}</td>
      <td>
        <Rhythm list={list} />
      </td>
      <td>{list.next_at ? show_instant(list.next_at, language, house?.time_zone) : ''}</td>
      <td>{entries.length ? <MoreMenu text={t('ui.labels.actions')} entries={entries} /> : null}</td>
    </tr>
  );
}
