// A seat plan one moves on: arrows go from seat to seat, space and Enter choose, a click does the same. Seats that look the
// same are one shape; those around the one where the keyboard is are named one by one for those who hear the screen.
import { useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useText } from '../../shell/language.tsx';
import { around, frame_of, next_seat, seat_at, shapes_of, type DrawnSeat, type Look, type Shape } from './drawing.ts';
import styles from './Drawing.module.css';

interface Props<Seat extends DrawnSeat> {
  seats: readonly Seat[];
  label: string;
  /// How a seat looks; must stay the same function while nothing changes.
  look: (seat: Seat) => Look;
  words: (seat: Seat) => string;
  is_chosen: (seat: Seat) => boolean;
  is_open?: (seat: Seat) => boolean;
  on_toggle: (seat: Seat, more: boolean) => void;
  /// Keys beside arrows, space and Enter; false passes them on.
  on_key?: (event: KeyboardEvent, here: Seat) => boolean;
  on_here?: (seat: Seat) => void;
  autofocus?: boolean;
  /// What the names of its seats begin with, where there are two drawings.
  prefix?: string;
}

const arrows: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/// With those of the frame around them below the 1,500 elements a screen may have.
const most_named = 600;

export function SeatDrawing<Seat extends DrawnSeat>(props: Props<Seat>) {
  const { seats, label, look, words, on_toggle, on_key, on_here, prefix = 'seat' } = props;
  const drawing = useRef<SVGSVGElement>(null);
  const [at, set_at] = useState<number | null>(null);
  const [over, set_over] = useState<Seat>();
  const shapes = useMemo(() => shapes_of(seats, look), [seats, look]);
  const frame = useMemo(() => frame_of(seats), [seats]);
  const here = seats.find((seat) => seat.id === at) ?? seats[Math.floor(seats.length / 2)];
  if (!here) return null;
  const go = (seat: Seat) => {
    set_at(seat.id);
    on_here?.(seat);
  };
  const key = (event: KeyboardEvent) => {
    if (on_key?.(event, here)) return event.preventDefault();
    const to = arrows[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (to) go(next_seat(seats, here, to[0], to[1]));
    else if (event.key === ' ' || event.key === 'Enter') on_toggle(here, true);
    else return;
    event.preventDefault();
  };
  const seat_under = (event: MouseEvent) => {
    const matrix = drawing.current?.getScreenCTM();
    if (!matrix) return undefined;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    return seat_at(seats, x, y);
  };
  const click = (event: MouseEvent) => {
    const seat = seat_under(event);
    if (!seat) return;
    go(seat);
    on_toggle(seat, event.ctrlKey || event.shiftKey);
  };
  return (
    <>
      <svg
        ref={drawing}
        className={styles.drawing}
        viewBox={frame.join(' ')}
        role="listbox"
        aria-multiselectable="true"
        aria-label={label}
        aria-activedescendant={prefix + here.id}
        tabIndex={0}
        data-first
        data-autofocus={props.autofocus || undefined}
        data-area="plan"
        onKeyDown={key}
        onClick={click}
        onMouseMove={(event) => set_over(seat_under(event))}
        onMouseLeave={() => set_over(undefined)}
      >
        <Stage frame={frame} />
        <Shapes shapes={shapes} />
        <rect
          aria-hidden="true"
          className={styles.here}
          x={here.x! - 5}
          y={here.y! - 5}
          width={10}
          height={10}
          rx={2}
        />
        <Named {...props} here={here} />
      </svg>
      <p className={styles.words} aria-hidden="true">
        {words(over ?? here)}
      </p>
    </>
  );
}

function Shapes({ shapes }: { shapes: readonly Shape[] }) {
  return (
    <g aria-hidden="true">
      {shapes.map((shape) => (
        <g
          key={`${shape.state}/${shape.zone}`}
          className={styles.seats}
          data-look={shape.state}
          data-zone={shape.zone % 4}
        >
          <path d={shape.outline} />
          {shape.signs ? <path className={styles.sign} d={shape.signs} /> : null}
        </g>
      ))}
    </g>
  );
}

function Stage({ frame: [left, top, width] }: { frame: readonly [number, number, number, number] }) {
  const t = useText();
  return (
    <g aria-hidden="true" className={styles.stage}>
      <rect x={left + width / 4} y={top + 2} width={width / 2} height={9} rx={2} />
      <text x={left + width / 2} y={top + 9}>
        {t('ui.events.stage')}
      </text>
    </g>
  );
}

function Named<Seat extends DrawnSeat>(props: Props<Seat> & { here: Seat }) {
  const { seats, here, look, words, is_chosen, is_open, prefix = 'seat' } = props;
  return around(seats, here, most_named, is_chosen).map((seat) => (
    <rect
      key={seat.id}
      id={prefix + seat.id}
      role="option"
      aria-selected={is_chosen(seat)}
      aria-label={words(seat)}
      aria-disabled={is_open && !is_open(seat)}
      data-state={look(seat).state}
      className={styles.named}
      x={(seat.x ?? 0) - 4}
      y={(seat.y ?? 0) - 4}
      width={8}
      height={8}
    />
  ));
}
