// A seat plan as a drawing: which seat lies where, where one goes from a seat by an arrow, and how many seats become one
// shape. Pure.
export interface DrawnSeat {
  id: number;
  section: string;
  row: string | null;
  seat: string | null;
  x: number | null;
  y: number | null;
  kind: string;
}

/// The nearest seat in a direction: what lies aside counts thrice.
export function next_seat<Seat extends DrawnSeat>(seats: readonly Seat[], from: Seat, dx: number, dy: number): Seat {
  let best = from;
  let least = Infinity;
  for (const seat of seats) {
    if (seat.x === null || seat.y === null || seat.id === from.id) continue;
    const [x, y] = [seat.x - from.x!, seat.y - from.y!];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (ahead <= 0 || ahead + 3 * aside >= least) continue;
    least = ahead + 3 * aside;
    best = seat;
  }
  return best;
}

const distance = (seat: DrawnSeat, x: number, y: number) => ((seat.x ?? 0) - x) ** 2 + ((seat.y ?? 0) - y) ** 2;

/// The seat at a point of the drawing; none when the point lies between seats.
export function seat_at<Seat extends DrawnSeat>(seats: readonly Seat[], x: number, y: number): Seat | undefined {
  let best: Seat | undefined;
  for (const seat of seats) if (!best || distance(seat, x, y) < distance(best, x, y)) best = seat;
  return best && distance(best, x, y) <= 36 ? best : undefined;
}

/// Not more than `most`, those that lie nearest to a seat, those that are chosen first: what is named one by one for those
/// who hear the screen.
export function around<Seat extends DrawnSeat>(
  seats: readonly Seat[],
  here: Seat,
  most: number,
  is_chosen: (seat: Seat) => boolean = () => false,
): readonly Seat[] {
  if (seats.length <= most) return seats;
  const far = (seat: Seat) => (is_chosen(seat) && seat.id !== here.id ? 0 : distance(seat, here.x ?? 0, here.y ?? 0));
  return seats.toSorted((a, b) => far(a) - far(b)).slice(0, most);
}

const rounded = 'q2 0 2 2v4q0 2 -2 2h-4q-2 0 -2 -2v-4q0 -2 2 -2z';
const outline = (seat: DrawnSeat) =>
  seat.kind === 'wheelchair'
    ? `M${(seat.x ?? 0) - 4} ${(seat.y ?? 0) - 4}h8v8h-8z`
    : `M${(seat.x ?? 0) - 2} ${(seat.y ?? 0) - 4}h4${rounded}`;

/// Signs on seats, never colour alone.
export const signs = {
  cross: (x: number, y: number) => `M${x - 2.5} ${y - 2.5}l5 5m0 -5l-5 5`,
  tick: (x: number, y: number) => `M${x - 2.5} ${y}l2 2l3.5 -4`,
  bar: (x: number, y: number) => `M${x - 2.5} ${y}h5`,
  chair: (x: number, y: number) => `M${x - 1} ${y - 2.5}v3h2l1 2`,
  dot: (x: number, y: number) => `M${x - 0.5} ${y}h1`,
};
export type Sign = keyof typeof signs;

export interface Look {
  state: string;
  zone: number;
  sign?: Sign;
}
export interface Shape extends Look {
  outline: string;
  signs: string;
}

/// All seats that look the same as one shape: a hall of 2,500 seats has few elements.
export function shapes_of<Seat extends DrawnSeat>(seats: readonly Seat[], look: (seat: Seat) => Look): Shape[] {
  const shapes = new Map<string, { look: Look; outline: string[]; signs: string[] }>();
  for (const seat of seats) {
    const own = look(seat);
    const key = `${own.state}/${own.zone}`;
    const shape = shapes.get(key) ?? { look: own, outline: [], signs: [] };
    shapes.set(key, shape);
    shape.outline.push(outline(seat));
    if (own.sign) shape.signs.push(signs[own.sign](seat.x ?? 0, seat.y ?? 0));
  }
  return [...shapes.values()].map((shape) => ({
    ...shape.look,
    outline: shape.outline.join(''),
    signs: shape.signs.join(''),
  }));
}

/// What the drawing shows: all seats with room around them, and the stage above.
export function frame_of(seats: readonly DrawnSeat[]): readonly [number, number, number, number] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of seats) {
    left = Math.min(left, x ?? 0);
    right = Math.max(right, x ?? 0);
    top = Math.min(top, y ?? 0);
    bottom = Math.max(bottom, y ?? 0);
  }
  return seats.length ? [left - 12, top - 24, right - left + 24, bottom - top + 36] : [0, 0, 100, 60];
}
