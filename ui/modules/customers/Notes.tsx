// Notes about a customer (F7): newest first with time and author, a new one below the heading, changing and deleting by
// right, print.
import { useEffect, useRef, useState } from 'react';
import { address } from '../../api/client.ts';
import { show_instant } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay, useSession } from '../../shell/session.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { useKeys } from '../../shell/useKeys.ts';
import { show_toast } from '../../shell/toasts.ts';
import type { FieldDeclaration } from '../../api/types.ts';
import { Conflicts } from '../../forms/Conflicts.tsx';
import type { Values } from '../../forms/draft.ts';
import { row_entry } from '../../forms/entries.ts';
import { delete_row, put_rows, refresh_rows, save_row, type Row } from '../../forms/rows.ts';
import { refusal_of, tell_failure } from '../../forms/saving.ts';
import { useDraftVersion } from '../../forms/useDraft.ts';
import { owner_of, useToldOf } from './lists.ts';
import { SidePanel } from './SidePanel.tsx';
import styles from './Notes.module.css';

interface Props {
  customer: number;
  notes: readonly Row[];
  fields: readonly FieldDeclaration[];
  on_close: () => void;
}

/// Yes-or-no fields of a note, as the program declares them: whether it pops up, whether it stays on top.
const marks_of = (fields: readonly FieldDeclaration[]) => fields.filter((field) => field.kind === 'yes_no');
export const pops_up = (note: Row) => note.pop_up === true;

export function Notes({ customer, notes, fields, on_close }: Props) {
  const t = useText();
  const may = useMay();
  const remove = useRemoveNote(customer);
  const sorted = [...notes].sort(
    (a, b) =>
      Number(b.pinned === true) - Number(a.pinned === true)
      || String(b.written_at).localeCompare(String(a.written_at))
      || b.id - a.id,
  );
  return (
    <SidePanel title={t('ui.notes')} on_close={on_close}>
      {may('customers.change') ? <NoteEntry customer={customer} fields={fields} /> : null}
      {notes.length ? (
        <p>
          <a className="button" href={address(`/customers/${customer}/notes.pdf`)} target="_blank" rel="noreferrer">
            <Icon name="print" /> {t('ui.notes.print')}
          </a>
        </p>
      ) : (
        <p className="quiet">{t('ui.notes.none')}</p>
      )}
      <ul className={styles.notes}>
        {sorted.map((note) => (
          <Note key={note.id} {...{ customer, note, fields, remove }} />
        ))}
      </ul>
    </SidePanel>
  );
}

interface NoteProps {
  customer: number;
  note: Row;
  fields: readonly FieldDeclaration[];
  remove: (note: Row) => Promise<void>;
}

function Note({ customer, note, fields, remove }: NoteProps) {
  const t = useText();
  const language = useLanguage();
  const may = useMay();
  const { house, user } = useSession();
  const [editing, edit] = useState(false);
  const own = note.written_by === user?.display_name || note.written_by === user?.name;
  const may_change = may('notes.change') || (own && may('customers.change'));
  if (editing)
    return (
      <li>
        <NoteEntry {...{ customer, fields, note }} on_done={() => edit(false)} />
      </li>
    );
  return (
    <li className={pops_up(note) ? styles.popup : undefined}>
      <p className="quiet">
        {show_instant(String(note.written_at ?? ''), language, house?.time_zone)} · {note.written_by}
      </p>
      <p className={styles.text}>{String(note.text ?? '')}</p>
      <p className="row">
        {marks_of(fields)
          .filter((field) => note[field.name] === true)
          .map((field) => (
            <span key={field.name} className="chip accent">
              {t('ui.notes.pops_up')}
            </span>
          ))}
        {may_change ? (
          <>
            <button type="button" className="button quiet" onClick={() => edit(true)}>
              {t('ui.change_it')}
            </button>
            <button type="button" className="button quiet" onClick={() => void remove(note)}>
              {t('ui.delete')}
            </button>
          </>
        ) : null}
      </p>
    </li>
  );
}

interface EntryProps {
  customer: number;
  fields: readonly FieldDeclaration[];
  note?: Row;
  on_done?: () => void;
}

/// A new note, or the words of a stored one; what is typed stays until it is saved or thrown away.
function NoteEntry({ customer, fields, note, on_done }: EntryProps) {
  const t = useText();
  const queries = useQueryClient();
  const owner = owner_of(customer);
  const told = useToldOf(customer);
  const entry = row_entry(owner.form, 'notes', String(note?.id ?? 'new'), { base: (note ?? {}) as Values, fields });
  const { draft } = entry;
  useDraftVersion(draft);
  useEffect(() => {
    entry.stored = () => {};
    return () => void (entry.stored = undefined);
  }, [entry]);
  const box = useRef<HTMLTextAreaElement>(null);
  const keep = async () => {
    if (!draft.text('text').trim()) return box.current?.focus();
    const outcome = await save_row(entry, { owner, fields, queries, t });
    if (typeof outcome !== 'string') {
      told(outcome.event, t(note ? 'ui.notes.changed' : 'ui.notes.added'));
      on_done?.();
    } else if (outcome === 'unchanged') on_done?.();
    else if (outcome === 'refused') show_toast({ text: refusal_of(draft), tone: 'danger' });
    box.current?.focus();
  };
  // Ctrl+Enter and F10 belong to the note while it is being written.
  const keep_here = () => {
    if (document.activeElement !== box.current) return false;
    void keep();
    return true;
  };
  useKeys({ save: keep_here, save_close: keep_here });
  const throw_away = () => {
    draft.discard();
    on_done?.();
    box.current?.focus();
  };
  return (
    <div className={styles.entry}>
      <Conflicts draft={draft} fields={fields} record="note" on_done={() => void keep()} />
      <textarea
        ref={box}
        data-autofocus
        data-field={note ? `note-${note.id}` : 'note'}
        rows={4}
        value={draft.text('text')}
        aria-label={t('ui.notes.text')}
        placeholder={t('ui.notes.text')}
        onChange={(event) => draft.type('text', event.target.value)}
      />
      {marks_of(fields).map((field) => (
        <label key={field.name} className="row">
          <input
            type="checkbox"
            checked={draft.value(field.name) === true}
            onChange={(event) => draft.type(field.name, event.target.checked)}
          />
          {t('ui.notes.pop_up')}
        </label>
      ))}
      <div className="row">
        <button type="button" className="button primary" onClick={() => void keep()}>
          {note ? t('ui.save') : t('ui.notes.add')}
        </button>
        <button type="button" className="button" disabled={!draft.changed && !on_done} onClick={throw_away}>
          {t('ui.discard')}
        </button>
      </div>
    </div>
  );
}

function useRemoveNote(customer: number) {
  const t = useText();
  const queries = useQueryClient();
  const told = useToldOf(customer);
  const owner = owner_of(customer);
  return async (note: Row) => {
    try {
      put_rows(queries, owner, 'notes', (rows) => rows.filter((one) => one.id !== note.id));
      told(await delete_row(owner, 'notes', note), t('ui.notes.deleted'));
    } catch (reason) {
      refresh_rows(queries, owner);
      tell_failure(reason, t);
    }
  };
}
