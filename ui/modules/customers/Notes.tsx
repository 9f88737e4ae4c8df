// Notes about a customer (F7): newest first with time and author, a new one below the heading, changing and deleting by
// right, print.
import { useRef, useState } from 'react';
import { address, new_key } from '../../api/client.ts';
import { show_instant } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay, useSession } from '../../shell/session.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { useKeys } from '../../shell/useKeys.ts';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import type { FieldDeclaration } from '../../api/types.ts';
import type { Values } from './draft.ts';
import { change_row, create_row, delete_row, put_rows, refresh_lists, useTold, type Row } from './lists.ts';
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
  const actions = useNoteActions(customer);
  const sorted = [...notes].sort(
    (a, b) =>
      Number(b.pinned === true) - Number(a.pinned === true)
      || String(b.written_at).localeCompare(String(a.written_at))
      || b.id - a.id,
  );
  return (
    <SidePanel title={t('ui.notes')} on_close={on_close}>
      {may('customers.change') ? <NoteEntry fields={fields} save={(values) => actions.add(values)} /> : null}
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
          <Note key={note.id} note={note} fields={fields} actions={actions} />
        ))}
      </ul>
    </SidePanel>
  );
}

type Actions = ReturnType<typeof useNoteActions>;

function Note({ note, fields, actions }: { note: Row; fields: readonly FieldDeclaration[]; actions: Actions }) {
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
        <NoteEntry
          fields={fields}
          note={note}
          save={async (values) => {
            const saved = await actions.change(note, values);
            if (saved) edit(false);
            return saved;
          }}
          on_cancel={() => edit(false)}
        />
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
            <button type="button" className="button quiet" onClick={() => void actions.remove(note)}>
              {t('ui.delete')}
            </button>
          </>
        ) : null}
      </p>
    </li>
  );
}

interface EntryProps {
  fields: readonly FieldDeclaration[];
  note?: Row;
  save: (values: Values) => Promise<boolean>;
  on_cancel?: () => void;
}

function NoteEntry({ fields, note, save, on_cancel }: EntryProps) {
  const t = useText();
  const marks = marks_of(fields);
  const [text, set_text] = useState(String(note?.text ?? ''));
  const [ticked, tick] = useState<Record<string, boolean>>(() =>
    Object.fromEntries(marks.map((field) => [field.name, note?.[field.name] === true])),
  );
  const box = useRef<HTMLTextAreaElement>(null);
  const keep = async () => {
    if (!text.trim()) return box.current?.focus();
    if (await save({ text: text.trim(), ...ticked })) {
      set_text('');
      tick({});
    }
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
    set_text(String(note?.text ?? ''));
    on_cancel?.();
    box.current?.focus();
  };
  return (
    <div className={styles.entry}>
      <textarea
        ref={box}
        data-autofocus
        data-field={note ? `note-${note.id}` : 'note'}
        rows={4}
        value={text}
        maxLength={fields.find((field) => field.name === 'text')?.max_length || undefined}
        aria-label={t('ui.notes.text')}
        placeholder={t('ui.notes.text')}
        onChange={(event) => set_text(event.target.value)}
      />
      {marks.map((field) => (
        <label key={field.name} className="row">
          <input
            type="checkbox"
            checked={ticked[field.name] ?? false}
            onChange={(event) => tick((old) => ({ ...old, [field.name]: event.target.checked }))}
          />
          {t('ui.notes.pop_up')}
        </label>
      ))}
      <div className="row">
        <button type="button" className="button primary" onClick={() => void keep()}>
          {note ? t('ui.save') : t('ui.notes.add')}
        </button>
        <button type="button" className="button" disabled={!text && !on_cancel} onClick={throw_away}>
          {t('ui.discard')}
        </button>
      </div>
    </div>
  );
}

function useNoteActions(customer: number) {
  const t = useText();
  const queries = useQueryClient();
  const told = useTold(customer);
  const attempt = async (work: () => Promise<number | undefined>, text: string): Promise<boolean> => {
    try {
      told(await work(), text);
      refresh_lists(queries, customer);
      return true;
    } catch (reason) {
      refresh_lists(queries, customer);
      show_toast({ text: words_of(reason, t), tone: 'danger' });
      return false;
    }
  };
  const put = (change: (rows: Row[]) => Row[]) => put_rows(queries, customer, 'notes', change);
  return {
    add: (values: Values) =>
      attempt(async () => {
        const { change_event: event, ...row } = await create_row(customer, 'notes', values, new_key());
        put((rows) => [...rows, row as Row]);
        return event as number | undefined;
      }, t('ui.notes.added')),
    change: (note: Row, values: Values) =>
      attempt(async () => {
        const { change_event: event, ...row } = await change_row(customer, 'notes', note, values);
        put((rows) => rows.map((one) => (one.id === note.id ? (row as Row) : one)));
        return event as number | undefined;
      }, t('ui.notes.changed')),
    remove: (note: Row) =>
      attempt(async () => {
        put((rows) => rows.filter((one) => one.id !== note.id));
        return delete_row(customer, 'notes', note);
      }, t('ui.notes.deleted')),
  };
}
