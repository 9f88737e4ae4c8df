// A customer on the screen: constant header, the tab Kunde, actions at the lower left, history at the right.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Refusal } from '../../api/client.ts';
import type { CustomerRecord, FieldDeclaration, Kind } from '../../api/types.ts';
import { Icon } from '../../parts/icons.tsx';
import { keys_of, shortcuts_of } from '../../shell/keys.ts';
import { useText } from '../../shell/language.tsx';
import { note_closed, note_open, path_of } from '../../shell/open_customers.ts';
import { full_name } from '../../shell/SearchHitLine.tsx';
import { useMay } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { remember_change, reverse } from '../../shell/undo.ts';
import { useKeys } from '../../shell/useKeys.ts';
import { Conflicts } from './Conflicts.tsx';
import { CustomerForm, focus_first_field } from './CustomerForm.tsx';
import type { Conflict, Draft } from './draft.ts';
import { draft_of, forget_draft } from './drafts.ts';
import { History } from './History.tsx';
import { Problems } from './Problems.tsx';
import { ProfileHeader } from './ProfileHeader.tsx';
import { customer_key, delete_customer, load_customer, refresh_customer, useChoices, useFields } from './record.ts';
import { useDraftVersion } from './useDraft.ts';
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

function ProfileScreen({ id, record, kind: new_kind, fields, typed }: ScreenProps) {
  const t = useText();
  const may = useMay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const choices = useChoices().data;
  const box = useRef<HTMLDivElement>(null);
  const [{ draft, conflicts: old_conflicts }] = useState(() =>
    record ? draft_of(id, record) : start_draft(id, new_kind ?? 'private', typed),
  );
  const kind = (record?.kind as Kind | undefined) ?? new_kind ?? 'private';
  const [history, set_history] = useState(false);
  const { save, busy, conflicts, set_conflicts, settle, refusal, clear_refusal } = useSave({ draft, fields, record });
  useDraftVersion(draft);

  useEffect(() => {
    if (old_conflicts.length) set_conflicts(old_conflicts);
  }, [old_conflicts, set_conflicts]);
  const shown_record = useRef(record);
  useEffect(() => {
    if (!record || shown_record.current === record) return;
    shown_record.current = record;
    if (draft.base === record || (draft.base.version as number) >= record.version) return;
    const found = draft.rebase(record);
    if (found.length) set_conflicts(found);
  }, [record, draft, set_conflicts]);
  useEffect(() => focus_first_field(box.current!), []);

  const name = full_name(draft.whole());
  const changed = draft.changed;
  useEffect(() => {
    note_open({ id, name, number: record?.number as number | undefined, changed });
    document.title = `${name || t('ui.new_customer')} – Kartei`;
  }, [id, name, record?.number, changed, t]);

  const close = () => {
    forget_draft(id);
    const next = note_closed(id);
    void navigate(next ? (path_of(next.id) as never) : { to: '/' });
  };
  const keep = async (and_close: boolean) => {
    const outcome = await save();
    if (outcome === 'unchanged' && and_close && record) close();
    if (typeof outcome === 'string') return;
    if (and_close) close();
    else if (!record) {
      forget_draft(id);
      note_closed(id);
      void navigate({ to: '/customers/$id', params: { id: String(outcome.saved.id) }, replace: true });
    }
  };
  const discard = () => {
    if (!draft.changed) return record ? false : (close(), true);
    const kept = draft.discard();
    clear_refusal();
    show_toast({
      text: t('ui.discarded'),
      tone: 'warn',
      action: {
        label: t('ui.undo'),
        run: () => {
          draft.restore(kept);
          focus_first_field(box.current ?? document);
        },
      },
    });
    return true;
  };
  const remove = async () => {
    try {
      const event = await delete_customer(record!.id, record!.version);
      const after = () => refresh_customer(queries, record!.id);
      remember_change(event, after);
      show_toast({
        text: t('ui.customer.deleted', { name }),
        tone: 'warn',
        action:
          event === undefined
            ? undefined
            : {
                label: t('ui.undo'),
                run: () =>
                  void reverse(event).then(
                    () => {
                      after();
                      void navigate({ to: '/customers/$id', params: { id } });
                    },
                    (reason: Error) => show_toast({ text: reason.message, tone: 'danger' }),
                  ),
              },
      });
      void queries.invalidateQueries({ queryKey: ['customers'] });
      close();
    } catch (reason) {
      show_toast({
        text:
          reason instanceof Refusal
            ? [reason.message, ...(reason.problem.issues ?? []).map((one) => one.message)].join(' ')
            : t('ui.unreachable'),
        tone: 'danger',
      });
    }
  };
  const may_change = may(record ? 'customers.change' : 'customers.create');
  useKeys({
    save: may_change ? () => void keep(false) : undefined,
    save_close: may_change ? () => void keep(true) : undefined,
    discard,
    history: record && may('history.read') ? () => set_history((shown) => !shown) : undefined,
    tab_1: () => focus_first_field(box.current!),
  });
  const labels = useMemo(() => fields, [fields]);

  return (
    <div className={styles.profile} ref={box}>
      <div className={styles.main}>
        <ProfileHeader draft={draft} record={record} kind={kind} />
        <div className={styles.scroll}>
          {conflicts.length ? (
            <Conflicts conflicts={conflicts} fields={labels} choose={settle} on_done={() => void keep(false)} />
          ) : null}
          <Problems draft={draft} refusal={refusal} />
          <CustomerForm draft={draft} kind={kind} fields={fields} choices={choices} is_new={!record} />
        </div>
        <div className={styles.actions} data-area="actions">
          {may_change ? (
            <>
              <button
                type="button"
                className="button primary"
                disabled={busy}
                onClick={() => void keep(true)}
                aria-keyshortcuts={shortcuts_of('save_close')}
              >
                {t('ui.save_close')} <kbd>{keys_of('save_close')[0]}</kbd>
              </button>
              <button
                type="button"
                className="button"
                disabled={busy}
                onClick={() => void keep(false)}
                aria-keyshortcuts={shortcuts_of('save')}
              >
                {t('ui.save')} <kbd>{t('ui.ctrl')}+S</kbd>
              </button>
              <button
                type="button"
                className="button"
                disabled={!changed}
                onClick={() => {
                  discard();
                  focus_first_field(box.current!);
                }}
              >
                {t('ui.discard')} <kbd>Esc</kbd>
              </button>
            </>
          ) : null}
          <span className="grow" />
          {record && may('history.read') ? (
            <button
              type="button"
              className="button"
              aria-expanded={history}
              onClick={() => set_history(!history)}
              aria-keyshortcuts="F8"
            >
              <Icon name="history" />
              {t('ui.history')} <kbd>F8</kbd>
            </button>
          ) : null}
          {record && may('customers.delete') ? (
            <button type="button" className="button danger" onClick={() => void remove()}>
              {t('ui.delete')}
            </button>
          ) : null}
        </div>
      </div>
      {history && record ? (
        <History
          customer={record.id}
          on_close={() => {
            set_history(false);
            focus_first_field(box.current!);
          }}
        />
      ) : null}
    </div>
  );
}
