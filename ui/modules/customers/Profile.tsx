// A customer on the screen: constant header, the tab Kunde, actions at the lower left, history at the right.
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { CustomerRecord, FieldDeclaration, Kind } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { note_open } from '../../shell/open_customers.ts';
import { full_name } from '../../shell/SearchHitLine.tsx';
import { useMay } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { useProbableDuplicates } from '../duplicates/useProbableDuplicates.tsx';
import { Conflicts } from './Conflicts.tsx';
import { CustomerForm, focus_first_field } from './CustomerForm.tsx';
import type { Conflict, Draft } from './draft.ts';
import { draft_of } from './drafts.ts';
import { History } from './History.tsx';
import { Problems } from './Problems.tsx';
import { ProfileActions } from './ProfileActions.tsx';
import { ProfileHeader } from './ProfileHeader.tsx';
import { customer_key, load_customer, useChoices, useFields } from './record.ts';
import { useDraftVersion } from './useDraft.ts';
import { useDiscard, useKeep, useRemove } from './useProfileActions.ts';
import { useSave } from './useSave.ts';
import styles from './Profile.module.css';

export function Profile() {
  const { id } = useParams({ from: '/customers/$id' });
  const fields = useFields();
  const record = useQuery({
    queryKey: customer_key(id),
    queryFn: ({ signal }) => load_customer(id, signal),
    retry: false,
  });
  if (record.error && !record.data) throw record.error;
  if (!record.data || !fields.data) return <Waiting />;
  return <ProfileScreen key={id} id={id} record={record.data} fields={fields.data} />;
}

export function NewProfile() {
  const { kind } = useParams({ from: '/customers/new/$kind' });
  const { name } = useSearch({ from: '/customers/new/$kind' });
  const fields = useFields();
  if (!fields.data) return <Waiting />;
  return <ProfileScreen key={kind} id={`new-${kind}`} kind={kind as Kind} fields={fields.data} typed={name} />;
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
  fields: FieldDeclaration[];
  typed?: string;
}

/// What a new form starts with: the kind, and the name that was typed into the search ("Müller, Anna" or "müller*anna").
function start_draft(id: string, kind: Kind, typed: string | undefined): { draft: Draft; conflicts: Conflict[] } {
  const made = draft_of(id, { kind });
  if (typed && !made.draft.changed) {
    const [last = '', first = ''] = typed.split(/[,*]/).map((part) => part.trim());
    const capital = (text: string) => text.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
    made.draft.type('name', capital(last));
    if (first) made.draft.type('first_name', capital(first));
  }
  return made;
}

/// The draft of this screen, and where a colleague changed what was typed here.
function useScreenDraft({ id, record, kind, typed }: ScreenProps, on_conflicts: (found: Conflict[]) => void) {
  const [made] = useState(() => (record ? draft_of(id, record) : start_draft(id, kind ?? 'private', typed)));
  const { draft, conflicts } = made;
  useEffect(() => {
    if (conflicts.length) on_conflicts(conflicts);
  }, [conflicts, on_conflicts]);
  useEffect(() => {
    if (!record || draft.base === record || Number(draft.base.version) >= record.version) return;
    const found = draft.rebase(record);
    if (found.length) on_conflicts(found);
  }, [record, draft, on_conflicts]);
  return draft;
}

function ProfileScreen(props: ScreenProps) {
  const { id, record, fields } = props;
  const t = useText();
  const may = useMay();
  const choices = useChoices().data;
  const box = useRef<HTMLDivElement>(null);
  const [conflicts, set_conflicts] = useState<Conflict[]>([]);
  const [history, set_history] = useState(false);
  const draft = useScreenDraft(props, set_conflicts);
  const { save, busy, refusal, clear_refusal } = useSave({ draft, fields, record, set_conflicts });
  useDraftVersion(draft);
  const kind = (record?.kind ?? props.kind ?? 'private') as Kind;
  const name = full_name(draft.whole());
  const { changed } = draft;
  const to_form = () => focus_first_field(box.current ?? document);
  const duplicates = useProbableDuplicates(draft, record, to_form);
  const keep = useKeep(id, record, duplicates.ask_first(save));
  const remove = useRemove(id, record, name);
  const throw_away = useDiscard(id, draft, record, to_form);
  const discard = () => {
    clear_refusal();
    return throw_away();
  };
  const toggle_history = () => set_history((shown) => !shown);
  const settle = (field: string, mine: boolean) => {
    if (!mine) draft.give_up(field);
    set_conflicts((old) => old.filter((one) => one.field !== field));
  };

  useEffect(to_form, []);
  useEffect(() => {
    note_open({ id, name, number: record?.number as number | undefined, changed });
    document.title = `${name || t('ui.new_customer')} – Kartei`;
  }, [id, name, record?.number, changed, t]);
  const may_save = may(record ? 'customers.change' : 'customers.create');
  const may_read_history = record !== undefined && may('history.read');
  useKeys({
    save: may_save ? () => void keep(false) : undefined,
    save_close: may_save ? () => void keep(true) : undefined,
    discard,
    history: may_read_history ? toggle_history : undefined,
    tab_1: to_form,
  });

  return (
    <div className={styles.profile} ref={box}>
      <div className={styles.main}>
        <ProfileHeader draft={draft} record={record} kind={kind} />
        <div className={styles.scroll}>
          {conflicts.length ? (
            <Conflicts conflicts={conflicts} fields={fields} choose={settle} on_done={() => void keep(false)} />
          ) : null}
          <Problems draft={draft} refusal={refusal} />
          <CustomerForm draft={draft} kind={kind} fields={fields} choices={choices} is_new={!record} />
        </div>
        {duplicates.view}
        <ProfileActions
          save={may_save ? (and_close) => void keep(and_close) : undefined}
          busy={busy}
          changed={changed}
          discard={() => {
            discard();
            to_form();
          }}
          history={may_read_history ? { shown: history, toggle: toggle_history } : undefined}
          remove={record && may('customers.delete') ? () => void remove() : undefined}
        />
      </div>
      {history && record ? (
        <History
          customer={record.id}
          on_close={() => {
            set_history(false);
            to_form();
          }}
        />
      ) : null}
    </div>
  );
}
