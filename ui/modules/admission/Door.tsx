// The door: whatever is scanned lands in one field that keeps the focus; the answer is as large as the screen allows, in
// colour, with a sign and in words. A reader that types works as well as the camera of a phone.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { show_instant } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay, useSession } from '../../shell/session.tsx';
import type { DoorSearch } from './module.ts';
import type { AdmissionDate, DoorAnswer, LastScans, Scan } from './requests.ts';
import { has_camera, useCamera } from './useCamera.ts';
import { useDates, useEntrance, useScanning } from './useDoor.ts';
import styles from './Door.module.css';

/// Never by colour alone.
const signs: Record<DoorAnswer, string> = {
  valid: '✓',
  already_scanned: '↻',
  wrong_event: '⇄',
  wrong_entrance: '➜',
  not_open: '◷',
  invalid: '✕',
};

export function Door() {
  const t = useText();
  const { dates, chosen } = useDates((useSearch({ strict: false }) as DoorSearch).event);
  const [entrance, choose_entrance] = useEntrance(chosen);
  const scanning = useScanning(chosen?.id, entrance);
  const field = useRef<HTMLInputElement>(null);
  if (dates && !chosen) return <p>{t('ui.door.no_events')}</p>;
  return (
    <div className={styles.door}>
      <Head {...{ dates, chosen, entrance, choose_entrance }} counts={scanning.last} />
      <Reader field={field} read={scanning.read} />
      <Answer answer={scanning.answer} problem={scanning.problem} />
      <Last rows={scanning.last?.rows ?? []} undo={scanning.undo} field={field} />
    </div>
  );
}

interface HeadProps {
  dates: AdmissionDate[] | undefined;
  chosen: AdmissionDate | undefined;
  entrance: string;
  choose_entrance: (name: string) => void;
  counts: LastScans | undefined;
}

function Head({ dates, chosen, entrance, choose_entrance, counts }: HeadProps) {
  const t = useText();
  const language = useLanguage();
  const navigate = useNavigate();
  const { house } = useSession();
  const time = (instant?: string | null) => (instant ? show_instant(instant, language, house?.time_zone) : '');
  const is_early = chosen?.opens_at ? new Date(chosen.opens_at) > new Date() : false;
  return (
    <div className={styles.head}>
      <label>
        <span>{t('ui.door.event')}</span>
        <select
          data-field="event"
          value={chosen?.id ?? ''}
          onChange={(change) => void navigate({ to: '/door', search: { event: Number(change.target.value) } })}
        >
          {(dates ?? []).map((one) => (
            <option key={one.id} value={one.id}>
              {[time(one.starts_at), one.name, one.hall].filter(Boolean).join(' · ')}
            </option>
          ))}
        </select>
      </label>
      {chosen?.entrances.length ? (
        <label>
          <span>{t('ui.door.entrance')}</span>
          <select data-field="entrance" value={entrance} onChange={(change) => choose_entrance(change.target.value)}>
            <option value="">{t('ui.door.any_entrance')}</option>
            {chosen.entrances.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      ) : null}
      {counts ? (
        <p data-came={counts.came}>
          <b>{t('ui.door.came', { came: counts.came, sold: counts.sold })}</b>
        </p>
      ) : null}
      {chosen && !chosen.is_open ? (
        <p className="chip warn">
          {is_early ? t('ui.door.opens', { time: time(chosen.opens_at) }) : t('ui.door.closed')}
        </p>
      ) : null}
    </div>
  );
}

interface ReaderProps {
  field: RefObject<HTMLInputElement | null>;
  read: (barcode: string) => Promise<boolean>;
}

/// The field takes the focus back from whatever does not need the keyboard.
function Reader({ field, read }: ReaderProps) {
  const t = useText();
  const [typed, set_typed] = useState('');
  const [camera, set_camera] = useState(false);
  const { video, refused } = useCamera(camera, (code) => void read(code));
  useEffect(() => {
    const take_back = () => {
      const at = document.activeElement;
      const needs_keys =
        at instanceof HTMLSelectElement || at instanceof HTMLInputElement || at?.closest('dialog, [role="dialog"]');
      if (!needs_keys) field.current?.focus();
    };
    take_back();
    const timer = window.setInterval(take_back, 1500);
    return () => window.clearInterval(timer);
  }, [field]);
  const send = async () => {
    const asked = typed;
    if (await read(asked)) set_typed((now) => (now === asked ? '' : now));
  };
  return (
    <form
      className={styles.reader}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label htmlFor="door-barcode">{t('ui.door.barcode')}</label>
      <input
        ref={field}
        id="door-barcode"
        data-field="barcode"
        data-first
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={typed}
        onChange={(change) => set_typed(change.target.value)}
      />
      {has_camera() ? (
        <button type="button" className="button" onClick={() => set_camera(!camera)}>
          {t(camera ? 'ui.door.camera_off' : 'ui.door.camera')}
        </button>
      ) : (
        <p className="quiet" data-no-camera>
          {t('ui.door.no_camera')}
        </p>
      )}
      {camera ? <video ref={video} className={styles.video} muted playsInline aria-hidden="true" /> : null}
      {camera && refused ? <p role="alert">{t('ui.door.camera_refused')}</p> : null}
    </form>
  );
}

const none = (text?: string | null) => text || 'none';

function usePlaceWords() {
  const t = useText();
  return ({ ticket }: Scan) =>
    ticket
      ? [
          t('ui.door.place', {
            entrance: none(ticket.entrance),
            section: none(ticket.section),
            row: none(ticket.row),
            seat: none(ticket.seat),
          }).trim(),
          ticket.ticket_type,
        ]
          .filter(Boolean)
          .join(' · ')
      : '';
}

function Answer({ answer, problem }: { answer: Scan | undefined; problem: string }) {
  const t = useText();
  const place_words = usePlaceWords();
  const earlier = useEarlier();
  if (problem)
    return (
      <div className={styles.answer} data-answer="problem" role="alert">
        <span className={styles.sign} aria-hidden="true">
          !
        </span>
        <strong>{problem}</strong>
      </div>
    );
  if (!answer)
    return (
      <div className={styles.answer} data-answer="waiting">
        <strong>{t('ui.door.waiting')}</strong>
      </div>
    );
  return (
    <div className={styles.answer} data-answer={answer.answer} data-scan={answer.id}>
      <span className={styles.sign} aria-hidden="true">
        {signs[answer.answer]}
      </span>
      <strong>{answer.text}</strong>
      <span>{place_words(answer)}</span>
      <span>{answer.earlier ? earlier(answer.earlier) : ''}</span>
      {answer.answer === 'wrong_event' && answer.event ? (
        <span>{t('ui.door.belongs', { event: answer.event.name })}</span>
      ) : null}
    </div>
  );
}

/// When he came in, through whom and where.
function useEarlier() {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  return ({ scanned_at, scanned_by, entrance }: NonNullable<Scan['earlier']>) => {
    const words = { when: show_instant(scanned_at, language, house?.time_zone), who: scanned_by ?? '–' };
    return entrance ? t('ui.door.earlier_at', { ...words, entrance }) : t('ui.door.earlier', words);
  };
}

interface LastProps {
  rows: readonly Scan[];
  undo: (id: number) => Promise<void>;
  field: RefObject<HTMLInputElement | null>;
}

function Last({ rows, undo, field }: LastProps) {
  const t = useText();
  const language = useLanguage();
  const may = useMay();
  const { house } = useSession();
  const place_words = usePlaceWords();
  return (
    <section className={styles.last} aria-labelledby="last-scans">
      <h2 id="last-scans">{t('ui.door.last')}</h2>
      <ul>
        {rows.map((row) => (
          <li key={row.id} data-row={row.answer}>
            <span aria-hidden="true">{signs[row.answer]}</span>
            <span>{show_instant(row.scanned_at, language, house?.time_zone)}</span>
            <span>{row.text}</span>
            <span className="grow">{place_words(row) || row.barcode}</span>
            {row.undone ? <span className="quiet">{t('ui.door.undone')}</span> : null}
            {row.answer === 'valid' && !row.undone && may('scans.undo') ? (
              <button
                type="button"
                className="button quiet"
                onClick={() => {
                  field.current?.focus();
                  void undo(row.id);
                }}
              >
                {t('ui.door.undo')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
