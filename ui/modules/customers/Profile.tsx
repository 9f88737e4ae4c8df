// A customer on the screen: constant header, six tabs, actions at the lower left, notes or history at the right.
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { CustomerRecord, Kind } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { note_open } from '../../shell/open_customers.ts';
import { full_name } from '../../shell/SearchHitLine.tsx';
import { useMay } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { useProbableDuplicates } from '../duplicates/useProbableDuplicates.tsx';
import { HouseCaptions, useCaptions } from './captions.ts';
import { Conflicts } from './Conflicts.tsx';
import type { Conflict } from './draft.ts';
import { useLists, type Lists } from './lists.ts';
import { focus_first_field } from './moving.ts';
import { Problems } from './Problems.tsx';
import { ProfileActions } from './ProfileActions.tsx';
import { ProfileHeader } from './ProfileHeader.tsx';
import { ProfilePanel, type PanelName } from './ProfilePanel.tsx';
import { ProfileTabs } from './ProfileTabs.tsx';
import { customer_key, load_customer, useChoices, useRecords, type Records } from './record.ts';
import { SeldomDone, type SeldomName } from './SeldomDone.tsx';
import { TabPanel } from './TabPanel.tsx';
import { useDraftVersion } from './useDraft.ts';
import { useMissing } from './useMissing.tsx';
import { useDiscard, useKeep } from './useProfileActions.ts';
import { useSave } from './useSave.ts';
import { useScreenDraft } from './useScreenDraft.ts';
import { useTabs } from './useTabs.ts';
import { Warnings } from './Warnings.tsx';
import styles from './Profile.module.css';

export function Profile() {
  const { id } = useParams({ from: '/customers/$id' });
  const records = useRecords();
  const record = useQuery({
    queryKey: customer_key(id),
    queryFn: ({ signal }) => load_customer(id, signal),
    retry: false,
  });
  if (record.error && !record.data) throw record.error;
  if (!record.data || !records.data) return <Waiting />;
  return <ProfileScreen key={id} id={id} record={record.data} records={records.data} />;
}

export function NewProfile() {
  const { kind } = useParams({ from: '/customers/new/$kind' });
  const { name } = useSearch({ from: '/customers/new/$kind' });
  const records = useRecords();
  if (!records.data) return <Waiting />;
  return <ProfileScreen key={kind} id={`new-${kind}`} kind={kind as Kind} records={records.data} typed={name} />;
}

function Waiting() {
  const t = useText();
  const [late, set_late] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => set_late(true), 1000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="page-scroll quiet" aria-busy="true">
      {late ? t('ui.loading_customer') : ''}
    </div>
  );
}

interface ScreenProps {
  id: string;
  record?: CustomerRecord;
  kind?: Kind;
  records: Records;
  typed?: string;
}

const empty_lists: Lists = {
  ...{ family: [], passports: [], wishes: [], bank_accounts: [], cards: [], phones: [], surcharges: [], notes: [] },
  ...{ commission_assignments: [], fee_assignments: [] },
  ...{ inherited_surcharges: null, inherited_commission_assignments: null, inherited_fee_assignments: null },
  ...{ former_numbers: [], agency: null, labels: [], permissions: [], warnings: [] },
};

/// Everything the screen of a customer is made of; the screen itself only places it.
function useProfileScreen(props: ScreenProps) {
  const { id, record, records } = props;
  const t = useText();
  const kind = (record?.kind ?? props.kind ?? 'private') as Kind;
  const house = useCaptions(kind);
  const lists = useLists(record?.id);
  const box = useRef<HTMLDivElement>(null);
  const [conflicts, set_conflicts] = useState<Conflict[]>([]);
  const draft = useScreenDraft(props, set_conflicts);
  const fields = records.customer;
  useDraftVersion(draft);
  const name = full_name(draft.whole());
  const to_form = () => focus_first_field(box.current ?? document);
  const tabs = useTabs(id, { draft, fields, lists: lists.data, box });
  const missing = useMissing(draft, record, tabs.go_to_field);
  const saving = useSave({ draft, fields, record, set_conflicts, demanded: house, confirm: missing.confirm });
  const duplicates = useProbableDuplicates(draft, record, to_form);
  const keep = useKeep(id, record, duplicates.ask_first(saving.save), tabs.shown);
  const throw_away = useDiscard(id, draft, record, to_form);
  const discard = () => {
    saving.clear_refusal();
    return throw_away();
  };
  const settle = (field: string, mine: boolean) => {
    if (!mine) draft.give_up(field);
    set_conflicts((old) => old.filter((one) => one.field !== field));
  };
  const { changed } = draft;
  useEffect(to_form, []);
  useEffect(() => {
    note_open({ id, name, number: record?.number as number | undefined, changed });
    document.title = `${name || t('ui.new_customer')} – Kartei`;
  }, [id, name, record?.number, changed, t]);
  const asked = (
    <>
      {duplicates.view}
      {missing.view}
    </>
  );
  return { kind, house, lists, box, conflicts, draft, saving, name, to_form, tabs, asked, keep, discard, settle };
}

type Screen = ReturnType<typeof useProfileScreen>;

/// What is shown beside or above the form, and the keys that open it.
function useBeside(screen: Screen, record: CustomerRecord | undefined) {
  const may = useMay();
  const [panel, set_panel] = useState<PanelName>();
  const [seldom, set_seldom] = useState<SeldomName>();
  const toggle = (wanted: PanelName) => () => set_panel((shown) => (shown === wanted ? undefined : wanted));
  const may_save = may(record ? 'customers.change' : 'customers.create');
  const history = record && may('history.read') ? toggle('history') : undefined;
  const notes = record ? toggle('notes') : undefined;
  useKeys({
    save: may_save ? () => void screen.keep(false) : undefined,
    save_close: may_save ? () => void screen.keep(true) : undefined,
    discard: screen.discard,
    history,
    notes,
    letter: record ? () => set_seldom('letter') : undefined,
    ...screen.tabs.keys,
  });
  return { panel, set_panel, seldom, set_seldom, may_save, history, notes };
}

function ProfileScreen(props: ScreenProps) {
  const { id, record, records } = props;
  const choices = useChoices().data;
  const screen = useProfileScreen(props);
  const { draft, kind, name, tabs, lists, saving, keep } = screen;
  const beside = useBeside(screen, record);
  const show_notes = () => beside.set_panel('notes');
  return (
    <HouseCaptions.Provider value={screen.house}>
      <div className={styles.profile} ref={screen.box}>
        <div className={styles.main}>
          <ProfileHeader draft={draft} record={record} kind={kind} lists={lists.data} />
          <ProfileTabs shown={tabs.shown} show={tabs.show} counts={tabs.counts} wrong={tabs.wrong} />
          <div className={styles.scroll}>
            {lists.data ? <Warnings lists={lists.data} show_tab={tabs.show} show_notes={show_notes} /> : null}
            {screen.conflicts.length ? (
              <Conflicts
                conflicts={screen.conflicts}
                fields={records.customer}
                choose={screen.settle}
                on_done={() => void keep(false)}
              />
            ) : null}
            <Problems draft={draft} refusal={saving.refusal} go_to={tabs.go_to_field} />
            <TabPanel
              {...{ draft, kind, records, choices, record, name }}
              tab={tabs.shown}
              lists={lists.data ?? (lists.error ? empty_lists : undefined)}
              save={beside.may_save ? () => void keep(false) : undefined}
            />
          </div>
          {screen.asked}
          <Actions screen={screen} beside={beside} record={record} />
        </div>
        {record && beside.panel ? (
          <ProfilePanel
            shown={beside.panel}
            customer={record.id}
            notes={lists.data?.notes ?? []}
            fields={records.note ?? []}
            on_close={() => {
              beside.set_panel(undefined);
              screen.to_form();
            }}
          />
        ) : null}
        {record && beside.seldom ? (
          <SeldomDone
            wanted={beside.seldom}
            {...{ id, record, name, draft }}
            save={saving.save}
            on_close={() => beside.set_seldom(undefined)}
          />
        ) : null}
      </div>
    </HouseCaptions.Provider>
  );
}

interface ActionsProps {
  screen: Screen;
  beside: ReturnType<typeof useBeside>;
  record?: CustomerRecord;
}

function Actions({ screen, beside, record }: ActionsProps) {
  const { panel, history, notes } = beside;
  const some = Boolean(screen.lists.data?.notes.length);
  return (
    <ProfileActions
      save={beside.may_save ? (and_close) => void screen.keep(and_close) : undefined}
      busy={screen.saving.busy}
      changed={screen.draft.changed}
      discard={() => {
        screen.discard();
        screen.to_form();
      }}
      notes={notes ? { shown: panel === 'notes', toggle: notes, some } : undefined}
      history={history ? { shown: panel === 'history', toggle: history } : undefined}
      seldom={record ? beside.set_seldom : undefined}
      record={record}
    />
  );
}
