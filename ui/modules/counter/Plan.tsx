// The drawn plan: one place where the keyboard is, seats by state (never by colour alone), the stage at the top.
import { useMemo, useState, type KeyboardEvent } from 'react';
import { useText } from '../../shell/language.tsx';
import { next_seat } from './plan.ts';
import type { PlanPlace, SeatState, SeatStates } from './requests.ts';
import styles from './Counter.module.css';

interface Props {
  places: readonly PlanPlace[];
  states: SeatStates | undefined;
  mine: ReadonlySet<number>;
  on_toggle: (place: PlanPlace) => void;
}

const arrows: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function Plan({ places, states, mine, on_toggle }: Props) {
  const t = useText();
  const seats = useMemo(() => places.filter((place) => place.capacity === null), [places]);
  const [at, set_at] = useState<number | null>(null);
  const taken = useMemo(() => new Map((states?.seats ?? []).map((one) => [one.id, one])), [states]);
  const zones = useMemo(() => [...new Set(seats.map((seat) => seat.price_zone))], [seats]);
  const here = seats.find((seat) => seat.id === at) ?? seats[Math.floor(seats.length / 2)];
  if (!here) return null;
  const on_key = (event: KeyboardEvent) => {
    const to = arrows[event.key];
    if (to) set_at(next_seat(seats, here, to[0], to[1]).id);
    else if (event.key === ' ' || event.key === 'Enter') on_toggle(here);
    else return;
    event.preventDefault();
  };
  const xs = seats.map((seat) => seat.x ?? 0);
  const ys = seats.map((seat) => seat.y ?? 0);
  const [left, top] = [Math.min(...xs) - 12, Math.min(...ys) - 24];
  const [width, height] = [Math.max(...xs) + 12 - left, Math.max(...ys) + 12 - top];
  return (
    <svg
      className={styles.plan}
      viewBox={`${left} ${top} ${width} ${height}`}
      role="listbox"
      aria-multiselectable="true"
      aria-label={t('ui.counter.plan')}
      aria-activedescendant={`seat${here.id}`}
      tabIndex={0}
      data-first
      data-autofocus
      data-area="plan"
      onKeyDown={on_key}
    >
      <g aria-hidden="true" className={styles.stage}>
        <rect x={left + width / 4} y={top + 2} width={width / 2} height={9} rx={2} />
        <text x={left + width / 2} y={top + 9}>
          {t('ui.counter.stage')}
        </text>
      </g>
      {seats.map((seat) => (
        <Seat
          key={seat.id}
          {...{ seat, on_toggle, set_at }}
          state={taken.get(seat.id)}
          is_mine={mine.has(seat.id)}
          is_here={seat.id === here.id}
          zone={zones.indexOf(seat.price_zone)}
        />
      ))}
    </svg>
  );
}

interface SeatProps {
  seat: PlanPlace;
  state: SeatState | undefined;
  is_mine: boolean;
  is_here: boolean;
  zone: number;
  on_toggle: (place: PlanPlace) => void;
  set_at: (id: number) => void;
}

function Seat({ seat, state, is_mine, is_here, zone, on_toggle, set_at }: SeatProps) {
  const t = useText();
  const shown = is_mine ? 'mine' : (state?.state ?? 'free');
  const label = t('ui.counter.seat', {
    section: seat.section,
    row: seat.row ?? '',
    seat: seat.seat ?? '',
    zone: seat.price_zone,
    state: t(`ui.counter.state.${shown}`, { holder: state?.holder ?? '' }),
  });
  const [x, y] = [seat.x ?? 0, seat.y ?? 0];
  return (
    <g
      id={`seat${seat.id}`}
      role="option"
      aria-selected={is_mine}
      aria-label={label}
      aria-disabled={shown !== 'free' && shown !== 'mine'}
      data-state={shown}
      data-zone={zone % 4}
      className={`${styles.seat} ${is_here ? styles.here : ''}`}
      onClick={() => {
        set_at(seat.id);
        on_toggle(seat);
      }}
    >
      <title>{label}</title>
      <rect x={x - 4} y={y - 4} width={8} height={8} rx={seat.kind === 'wheelchair' ? 0 : 2} />
      {shown === 'sold' || shown === 'reserved' || shown === 'blocked' ? (
        <path d={`M${x - 2.5} ${y - 2.5}l5 5m0 -5l-5 5`} />
      ) : null}
      {is_mine ? <path d={`M${x - 2.5} ${y}l2 2l3.5 -4`} /> : null}
    </g>
  );
}
