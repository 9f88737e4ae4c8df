// The plan of an event date: seats by who has them, of a subscription at all of its dates.
import { useCallback, useMemo } from 'react';
import { useText } from '../../shell/language.tsx';
import type { Look } from '../events/drawing.ts';
import { SeatDrawing } from '../events/SeatDrawing.tsx';
import { standing_of } from './plan.ts';
import type { PlanPlace, SeatStates } from './requests.ts';

interface Props {
  places: readonly PlanPlace[];
  states: SeatStates | undefined;
  mine: ReadonlySet<number>;
  /// For how many event dates a seat is chosen at once.
  dates?: number;
  /// Beside the plan of the counter.
  is_second?: boolean;
  on_toggle: (place: PlanPlace) => void;
}

const signs: Record<string, Look['sign']> = {
  ...{ sold: 'cross', reserved: 'cross', blocked: 'cross', mine: 'tick', partly: 'bar' },
};

export function Plan({ places, states, mine, dates = 1, is_second, on_toggle }: Props) {
  const t = useText();
  const seats = useMemo(() => places.filter((place) => place.capacity === null), [places]);
  const taken = useMemo(() => new Map((states?.seats ?? []).map((one) => [one.id, one])), [states]);
  const zones = useMemo(() => [...new Set(seats.map((seat) => seat.price_zone))], [seats]);
  const standing = useCallback(
    (seat: PlanPlace) => standing_of(taken.get(seat.id), mine.has(seat.id), dates),
    [taken, mine, dates],
  );
  const look = useCallback(
    (seat: PlanPlace): Look => {
      const state = standing(seat);
      return { state, zone: zones.indexOf(seat.price_zone), sign: signs[state] };
    },
    [standing, zones],
  );
  const words = (seat: PlanPlace) => {
    const state = standing(seat);
    const known = taken.get(seat.id);
    return t('ui.counter.seat', {
      ...{ section: seat.section, row: seat.row ?? '', seat: seat.seat ?? '', zone: seat.price_zone },
      state: t(`ui.counter.state.${state}`, { holder: known?.holder ?? '', taken: known?.dates?.length ?? 0, dates }),
    });
  };
  const is_open = (seat: PlanPlace) => ['free', 'mine', 'partly'].includes(standing(seat));
  return (
    <SeatDrawing
      {...{ seats, look, words, is_open, on_toggle }}
      label={t('ui.counter.plan')}
      is_chosen={(seat) => mine.has(seat.id)}
      autofocus={!is_second}
      prefix={is_second ? 'other-seat' : 'seat'}
    />
  );
}
