// A seat plan on its drawing. Arrows move, space and a click mark, Shift and arrows push what is marked, Enter changes it,
// Delete removes it, R marks the row, B the section, N puts a seat behind the last of the row, U takes the last step back,
// Ctrl+S saves a new edition together with the event dates.
import { useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState, type KeyboardEvent } from 'react';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import type { Look } from './drawing.ts';
import {
  moved,
  one_more,
  row_of,
  seats_of,
  section_of,
  sections_of,
  without,
  zones_of,
  type EditedPlace,
} from './plan_editing.ts';
import { RangeDialog } from './RangeDialog.tsx';
import { SeatDrawing } from './SeatDrawing.tsx';
import { SeatsDialog } from './SeatsDialog.tsx';
import { useEditor } from './useEditor.ts';
import styles from './Drawing.module.css';

const step = 5;
const pushes: Record<string, readonly [number, number]> = {
  ArrowLeft: [-step, 0],
  ArrowRight: [step, 0],
  ArrowUp: [0, -step],
  ArrowDown: [0, step],
};

export function SeatPlan() {
  const t = useText();
  const may = useMay();
  const { plan = 'new' } = useParams({ strict: false }) as { plan?: string };
  const search = useSearch({ strict: false }) as { hall?: string; name?: string };
  const editor = useEditor(plan === 'new' ? undefined : Number(plan), search);
  const { places, title, marked, is_changed } = editor;
  const [dialog, open] = useState<'range' | 'seats'>();
  const may_change = may('events.change');
  useWindowTitle(title);
  const ready = may_change && is_changed && places.length > 0;
  useKeys({ save: ready ? () => void editor.save() : undefined });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{title}</h1>
        <span className="grow" />
        {may_change ? (
          <>
            <ToolButton text={t('ui.events.add_range')} icon="plus" on_press={() => open('range')} />
            <ToolButton text={t('ui.events.change_seats')} disabled={!marked.size} on_press={() => open('seats')} />
            <ToolButton text={t('ui.events.step_back')} disabled={!is_changed} on_press={editor.step_back} />
            <ToolButton
              text={t('ui.events.save_plan')}
              action="save"
              primary
              disabled={!ready}
              on_press={() => void editor.save()}
            />
          </>
        ) : null}
      </div>
      <div className={styles.editor} data-area="plan-editor">
        {editor.refusal ? <p role="alert">{editor.refusal}</p> : null}
        {places.length ? <Drawn editor={editor} may_change={may_change} change={() => open('seats')} /> : null}
        {editor.is_empty ? <p className="quiet">{t('ui.events.empty_plan')}</p> : null}
        <Zones places={places} drop={may_change ? (id) => editor.put(without(places, new Set([id]))) : undefined} />
      </div>
      {dialog === 'range' ? <RangeDialog add={editor.add} on_close={() => open(undefined)} /> : null}
      {dialog === 'seats' ? <SeatsDialog editor={editor} on_close={() => open(undefined)} /> : null}
    </div>
  );
}

interface DrawnProps {
  editor: ReturnType<typeof useEditor>;
  may_change: boolean;
  change: () => void;
}

function Drawn({ editor, may_change, change }: DrawnProps) {
  const t = useText();
  const word = useWord();
  const { places, marked, mark, put } = editor;
  const seats = useMemo(() => seats_of(places), [places]);
  const zones = useMemo(() => zones_of(places), [places]);
  const look = useCallback(
    (seat: EditedPlace): Look => ({
      state: marked.has(seat.id) ? 'mine' : 'free',
      zone: zones.indexOf(seat.price_zone),
      sign: marked.has(seat.id)
        ? 'tick'
        : seat.kind === 'wheelchair'
          ? 'chair'
          : seat.kind === 'restricted'
            ? 'dot'
            : undefined,
    }),
    [marked, zones],
  );
  const words = (seat: EditedPlace) =>
    t('ui.events.seat', {
      ...{ section: seat.section, row: seat.row ?? '', seat: seat.seat ?? '', zone: seat.price_zone },
      kind: word(`seat_plan.kind.${seat.kind}`),
      entrance: seat.entrance ?? 'none',
    });
  const toggle = (seat: EditedPlace, more: boolean) => {
    const next = new Set(more ? marked : []);
    if (!next.delete(seat.id)) next.add(seat.id);
    mark(next);
  };
  const key = (event: KeyboardEvent, here: EditedPlace) => {
    const meant = marked.size ? marked : new Set([here.id]);
    const push = event.shiftKey ? pushes[event.key] : undefined;
    const letter = event.ctrlKey || event.altKey || event.metaKey ? '' : event.key.toLowerCase();
    if (event.ctrlKey && event.key === 'a') mark(new Set(seats.map(({ id }) => id)));
    else if (letter === 'r') mark(row_of(places, here));
    else if (letter === 'b') mark(section_of(places, here));
    else if (!may_change) return false;
    else if (push) put(moved(places, meant, push[0], push[1]));
    else if (letter === 'delete') put(without(places, meant));
    else if (letter === 'n') put(one_more(places, here));
    else if (letter === 'u') editor.step_back();
    else if (letter === 'enter') {
      mark(meant);
      change();
    } else return false;
    return true;
  };
  return (
    <SeatDrawing
      {...{ seats, look, words }}
      label={t('ui.events.drawing')}
      is_chosen={(seat) => marked.has(seat.id)}
      on_toggle={toggle}
      on_key={key}
      autofocus
    />
  );
}

/// How many seats each price zone has, and sections whose places are only counted.
function Zones({ places, drop }: { places: readonly EditedPlace[]; drop?: (id: number) => void }) {
  const t = useText();
  const count = (zone: string) => seats_of(places).filter((one) => one.price_zone === zone).length;
  const zones = [...zones_of(seats_of(places))].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
  return (
    <p data-zones>
      {zones.map((zone) => (
        <span key={zone} className="chip">
          {t('ui.events.zone', { zone, count: count(zone) })}
        </span>
      ))}
      {sections_of(places).map((one) => (
        <span key={one.id} className="chip accent">
          {t('ui.events.zone', { zone: one.section, count: one.capacity ?? 0 })}
          {drop ? (
            <button
              type="button"
              className="button quiet"
              aria-label={t('ui.events.drop_section', { section: one.section })}
              onClick={() => drop(one.id)}
            >
              ×
            </button>
          ) : null}
        </span>
      ))}
    </p>
  );
}
