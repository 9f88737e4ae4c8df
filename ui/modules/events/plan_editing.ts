// Correcting a seat plan on its drawing: places in, places out. Pure; what makes a plan wrong is judged by the program.
import type { DrawnSeat } from './drawing.ts';

/// A seat, or a section whose places are only counted. New ones have an id below 0 until they are saved.
export interface EditedPlace extends DrawnSeat {
  entrance: string | null;
  price_zone: string;
  capacity: number | null;
}
type Places = readonly EditedPlace[];
type Ids = ReadonlySet<number>;

export const seats_of = (places: Places) => places.filter((place) => place.capacity === null);
export const sections_of = (places: Places) => places.filter((place) => place.capacity !== null);
export const zones_of = (places: Places) => [...new Set(places.map((place) => place.price_zone))];

export const moved = (places: Places, ids: Ids, dx: number, dy: number): Places =>
  places.map((place) => (ids.has(place.id) ? { ...place, x: (place.x ?? 0) + dx, y: (place.y ?? 0) + dy } : place));
export const without = (places: Places, ids: Ids): Places => places.filter((place) => !ids.has(place.id));
export const changed = (places: Places, ids: Ids, part: Partial<EditedPlace>): Places =>
  places.map((place) => (ids.has(place.id) ? { ...place, ...part } : place));

const fresh_id = (places: Places) => Math.min(0, ...places.map(({ id }) => id)) - 1;
const section_gap = 24;

/// Those of a range, below what is drawn already.
export function added(places: Places, more: Places): Places {
  const below = Math.max(...seats_of(places).map(({ y }) => y ?? 0)) + section_gap;
  const first = fresh_id(places);
  return [
    ...places,
    ...more.map((place, at) => ({
      ...place,
      id: first - at,
      y: place.capacity === null && Number.isFinite(below) ? (place.y ?? 0) + below : place.y,
    })),
  ];
}

const is_of_row = (one: EditedPlace, other: EditedPlace) =>
  one.capacity === null && one.section === other.section && one.row === other.row;
export const row_of = (places: Places, here: EditedPlace): Ids =>
  new Set(places.filter((place) => is_of_row(place, here)).map(({ id }) => id));
export const section_of = (places: Places, here: EditedPlace): Ids =>
  new Set(
    seats_of(places)
      .filter(({ section }) => section === here.section)
      .map(({ id }) => id),
  );

/// One more seat at the end of a row, with the number that follows the highest.
export function one_more(places: Places, here: EditedPlace): Places {
  const row = places.filter((place) => is_of_row(place, here));
  const number = Math.max(0, ...row.map(({ seat }) => Number(seat)).filter(Number.isInteger)) + 1;
  const last = row.reduce((right, place) => ((place.x ?? 0) > (right.x ?? 0) ? place : right), here);
  const seat = { ...last, id: fresh_id(places), seat: String(number), x: (last.x ?? 0) + 10, kind: 'normal' };
  return [...places, seat];
}

/// The aisles of "15, 20"; nothing for what is no list of numbers.
export function aisles(text: string): number[] | null {
  const numbers = text.split(/[\s,;]+/).filter(Boolean);
  return numbers.every((one) => /^\d{1,4}$/.test(one)) ? numbers.map(Number) : null;
}

/// As the program takes them: numbers of its own it gives itself.
export const body_of = (places: Places) =>
  places.map(({ section, row, seat, entrance, price_zone, x, y, kind, capacity }) =>
    capacity === null
      ? { section, row, seat, entrance, price_zone, x, y, kind }
      : { section, entrance, price_zone, capacity },
  );
