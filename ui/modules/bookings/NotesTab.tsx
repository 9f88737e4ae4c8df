// Notes of a booking, newest first, with a day on which to come back to it; never printed on a paper.
import { useState } from 'react';
import { DateField } from '../../parts/Field.tsx';
import { show_date, show_instant } from '../../parts/format.ts';
import { CheckField, MultilineField } from '../../parts/MoreFields.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay, useSession } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import type { Booking, Row } from './booking.ts';
import { change_note, note_booking } from './requests.ts';
import { useSending } from './useActions.ts';
import styles from './Booking.module.css';

export function NotesTab({ booking }: { booking: Booking }) {
  const t = useText();
  const may = useMay();
  const notes = [...booking.notes].sort((a, b) => Number(b.position) - Number(a.position));
  return (
    <div className="stack">
      {may('bookings.change') ? <Entry booking={booking} /> : null}
      {notes.length ? null : <p className="quiet">{t('ui.booking.notes.none')}</p>}
      <ul className={styles.notes}>
        {notes.map((note) => (
          <Note key={note.position} {...{ booking, note }} />
        ))}
      </ul>
    </div>
  );
}

function Entry({ booking }: { booking: Booking }) {
  const t = useText();
  const language = useLanguage();
  const send = useSending(booking);
  const [text, set_text] = useState('');
  const [on, set_on] = useState('');
  const add = async () => {
    const body = { text, follow_up_on: on || null };
    const done = await send((once) => note_booking(booking.number, body, once), t('ui.booking.notes.saved'));
    if (typeof done === 'string') return show_toast({ text: done, tone: 'danger' });
    set_text('');
    set_on('');
    return undefined;
  };
  return (
    <form
      className={styles.noteentry}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) void add();
      }}
    >
      <MultilineField name="note-text" label={t('ui.booking.notes.new')} value={text} on_type={set_text} rows={2} />
      <DateField
        name="note-on"
        label={t('ui.booking.notes.follow_up_on')}
        value={on}
        on_type={set_on}
        language={language}
        ahead
      />
      <button type="submit" className="button" disabled={!text.trim()}>
        {t('ui.booking.notes.add')}
      </button>
    </form>
  );
}

function Note({ booking, note }: { booking: Booking; note: Row }) {
  const t = useText();
  const language = useLanguage();
  const may = useMay();
  const { house } = useSession();
  const send = useSending(booking);
  const done = async (yes: boolean) => {
    const act = () => change_note(booking.number, Number(note.position), { done: yes });
    const answer = await send(act, t('ui.booking.notes.saved'));
    if (typeof answer === 'string') show_toast({ text: answer, tone: 'danger' });
  };
  return (
    <li>
      <p className="quiet">
        {show_instant(String(note.written_at ?? ''), language, house?.time_zone)} {String(note.written_by ?? '')}
      </p>
      <p className={styles.notetext}>{String(note.text ?? '')}</p>
      {note.follow_up_on ? (
        <CheckField
          name={`note-${note.position}-done`}
          label={t('ui.booking.notes.done', { on: show_date(String(note.follow_up_on), language) })}
          checked={note.done === true}
          disabled={!may('bookings.change')}
          on_change={(yes) => void done(yes)}
        />
      ) : null}
    </li>
  );
}
