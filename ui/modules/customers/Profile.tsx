// A customer on the screen: constant header, eight tabs, actions at the lower left, notes or history at the right.
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { Refusal } from '../../api/client.ts';
import type { CustomerRecord, Kind } from '../../api/types.ts';
import { HouseCaptions, useCaptions } from '../../forms/captions.ts';
import { Conflicts } from '../../forms/Conflicts.tsx';
import { useChoices, useDeclaredLists, useListName, useRecords, type Records } from '../../forms/declared.ts';
import { DiscardQuestion } from '../../forms/DiscardQuestion.tsx';
import { useUnsaved, type RowEntry } from '../../forms/entries.ts';
import { focus_first_field } from '../../forms/moving.ts';
import { Problems } from '../../forms/Problems.tsx';
import { useDraftVersion } from '../../forms/useDraft.ts';
import { useText, useWord } from '../../shell/language.tsx';
import { is_come_back_to, note_arrival, note_open } from '../../shell/open_customers.ts';
import { full_name } from '../../shell/SearchHitLine.tsx';
import { useMay } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { useProbableDuplicates } from '../duplicates/useProbableDuplicates.tsx';
import { rows_in, useLists } from './lists.ts';
import { ProfileActions } from './ProfileActions.tsx';
import { ProfileHeader } from './ProfileHeader.tsx';
import { ProfilePanel, type PanelName } from './ProfilePanel.tsx';
import { ProfileTabs } from './ProfileTabs.tsx';
import { customer_key, load_customer } from '../../api/customer.ts';
import { SeldomDone, type SeldomName } from './SeldomDone.tsx';
import { TabPanel } from './TabPanel.tsx';
import { useBonusOf } from './useBonusOf.ts';
import { useMissing } from './useMissing.tsx';
import { useDiscard, useKeep } from './useProfileActions.ts';
import { useImportedHistory } from './useImportedHistory.ts';
import { useSave } from './useSave.ts';
import { useScreenDraft } from './useScreenDraft.ts';
import { useTabs } from './useTabs.ts';
import { useTripsOf } from './useTripsOf.ts';
import { Vanished } from './Vanished.tsx';
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
  if (record.error instanceof Refusal && record.error.status === 404) return <Vanished record={record.data} />;
  if (record.error && !record.data) throw record.error;
  if (!record.data || !records.data) return <Waiting />;
  return <ProfileScreen key={id} id={id} record={record.data} records={records.data} />;
}

export function NewProfile() {
  const { kind } = useParams({ from: '/customers/new/$kind' });
  const { name, phone } = useSearch({ from: '/customers/new/$kind' });
  const records = useRecords();
  if (!records.data) return <Waiting />;
  return (
    <ProfileScreen
      key={kind}
      id={`new-${kind}`}
      kind={kind as Kind}
      records={records.data}
      typed={name}
      {...{ phone }}
    />
  );
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
  phone?: string;
}

/// Names of lists and of their fields, for what is said about a row.
function useRowNames(records: Records) {
  const word = useWord();
  const name_of_list = useListName();
  const lists = useDeclaredLists();
  const record = (list: string) => lists.find((one) => one.name === list)?.record ?? list;
  return {
    fields_of: (list: string) => records[record(list)] ?? [],
    name_of: ({ list }: RowEntry) => name_of_list(list, word(`ui.${list}`, list)),
    caption_of: ({ list }: RowEntry, field: string) => word(`${record(list)}.${field}`, field),
  };
}

/// Where the cursor stands when a customer's screen opens: where entering begins, unless it is come back to.
function useArrival(id: string, to_form: () => void) {
  useEffect(() => {
    if (is_come_back_to(id)) document.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
    else to_form();
  }, []);
  useState(() => note_arrival(id));
}

/// Everything the screen of a customer is made of; the screen itself only places it.
function useProfileScreen(props: ScreenProps) {
  const { id, record, records } = props;
  const t = useText();
  const kind = (record?.kind ?? props.kind ?? 'private') as Kind;
  const house = useCaptions(kind);
  const lists = useLists(record?.id);
  const box = useRef<HTMLDivElement>(null);
  const [asked, set_asked] = useState(0);
  const draft = useScreenDraft(props);
  const fields = records.customer;
  useDraftVersion(draft);
  const unsaved = useUnsaved(id);
  const name = full_name(draft.whole());
  const to_form = () => focus_first_field(box.current ?? document);
  const names = useRowNames(records);
  const tabs = useTabs(id, { draft, kind, fields, lists: lists.data, box });
  const missing = useMissing(draft, record, tabs.go_to_field);
  const saving = useSave({ draft, fields, record, demanded: house, confirm: missing.confirm });
  const duplicates = useProbableDuplicates(draft, record, to_form);
  const refused = (rows: readonly RowEntry[]) => {
    const settled_first = rows.find((row) => row.draft.conflicts.length);
    if (settled_first) tabs.go_to_row(settled_first, undefined);
    else if (!draft.conflicts.length) set_asked((count) => count + 1);
  };
  const save = duplicates.ask_first(saving.save);
  const keep = useKeep({ id, record, save, fields_of: names.fields_of, tab: tabs.shown, refused });
  const discard = useDiscard(id, record, to_form);
  useArrival(id, to_form);
  useEffect(() => {
    note_open({ id, name, number: record?.number as number | undefined, changed: unsaved });
  }, [id, name, record?.number, unsaved]);
  useWindowTitle(name || t('ui.new_customer'));
  const layers = (
    <>
      {duplicates.view}
      {missing.view}
    </>
  );
  return { kind, house, lists, box, draft, unsaved, asked, saving, name, names, to_form, tabs, layers, keep, discard };
}

type Screen = ReturnType<typeof useProfileScreen>;

/// What is shown beside or above the form, and the keys that open it.
function useBeside(screen: Screen, record: CustomerRecord | undefined) {
  const may = useMay();
  const [panel, set_panel] = useState<PanelName>();
  const [seldom, set_seldom] = useState<SeldomName>();
  const [asking, set_asking] = useState(false);
  const toggle = (wanted: PanelName) => () => set_panel((shown) => (shown === wanted ? undefined : wanted));
  const may_save = may(record ? 'customers.change' : 'customers.create');
  const history = record && may('history.read') ? toggle('history') : undefined;
  const notes = record ? toggle('notes') : undefined;
  const trips = useTripsOf(screen.keep, record, screen.unsaved);
  const to_history = useImportedHistory();
  const imported_history = record?.number && to_history ? () => to_history(Number(record.number)) : undefined;
  const bonus = useBonusOf(record);
  useKeys({
    save: may_save ? () => void screen.keep(false) : undefined,
    save_close: may_save ? () => void screen.keep(true) : undefined,
    discard: () => {
      if (screen.unsaved) set_asking(true);
      else return screen.discard();
    },
    history,
    imported_history,
    notes,
    contact: record ? () => set_seldom('contact') : undefined,
    letter: record ? () => set_seldom('letter') : undefined,
    new_booking: trips.begin,
    registration: trips.registration,
    bonus,
    ...screen.tabs.keys,
  });
  const panels = { panel, set_panel, seldom, set_seldom, asking, set_asking };
  return { ...panels, may_save, history, imported_history, notes, trips, bonus };
}

function ProfileScreen(props: ScreenProps) {
  const { id, record, records } = props;
  const choices = useChoices().data;
  const screen = useProfileScreen(props);
  const { draft, kind, name, names, tabs, lists, keep } = screen;
  const beside = useBeside(screen, record);
  const show_notes = () => beside.set_panel('notes');
  return (
    <HouseCaptions.Provider value={screen.house}>
      <div className={styles.profile} ref={screen.box} data-form={id}>
        <div className={styles.main}>
          <ProfileHeader {...{ draft, record, kind }} unsaved={screen.unsaved} lists={lists.data} />
          <ProfileTabs shown={tabs.shown} show={tabs.show} counts={tabs.counts} wrong={tabs.wrong} />
          <div className={styles.scroll}>
            {lists.data ? <Warnings lists={lists.data} show_tab={tabs.show} show_notes={show_notes} /> : null}
            <Conflicts draft={draft} fields={records.customer} on_done={() => void keep(false)} />
            <Problems
              form={id}
              draft={draft}
              asked={screen.asked}
              go_to={tabs.go_to_field}
              go_to_row={tabs.go_to_row}
              name_of={names.name_of}
              caption_of={names.caption_of}
            />
            <TabPanel
              {...{ draft, kind, records, choices, record, name }}
              tab={tabs.shown}
              lists={lists.data ?? (lists.error ? {} : undefined)}
              save={beside.may_save ? () => void keep(false) : undefined}
              trips={beside.trips}
            />
          </div>
          {screen.layers}
          {beside.asking ? (
            <DiscardQuestion
              discard={() => {
                beside.set_asking(false);
                screen.discard();
              }}
              back={() => beside.set_asking(false)}
            />
          ) : null}
          <Actions screen={screen} beside={beside} record={record} />
        </div>
        {record && beside.panel ? (
          <ProfilePanel
            shown={beside.panel}
            customer={record.id}
            notes={rows_in(lists.data, 'notes')}
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
            save={() => keep(false)}
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
  const some = rows_in(screen.lists.data, 'notes').length > 0;
  return (
    <ProfileActions
      save={beside.may_save ? (and_close) => void screen.keep(and_close) : undefined}
      busy={screen.saving.busy}
      changed={screen.unsaved}
      discard={() => {
        screen.discard();
        screen.to_form();
      }}
      notes={notes ? { shown: panel === 'notes', toggle: notes, some } : undefined}
      history={history ? { shown: panel === 'history', toggle: history } : undefined}
      imported_history={beside.imported_history}
      seldom={record ? beside.set_seldom : undefined}
      bonus={beside.bonus}
      record={record}
    />
  );
}
