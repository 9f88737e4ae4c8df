import { describe, expect, it } from 'vitest';
import { around, frame_of, next_seat, seat_at, shapes_of, type DrawnSeat } from './drawing.ts';

const seat = (id: number, x: number, y: number, kind = 'normal'): DrawnSeat => ({
  ...{ id, x, y, kind, section: 'P', row: String(y), seat: String(x) },
});
const seats = [seat(1, 0, 0), seat(2, 10, 0), seat(3, 30, 0), seat(4, 5, 12), seat(5, 15, 12)];

describe('the drawing of a seat plan', () => {
  it('moves to the neighbour, over an aisle, and to the row behind', () => {
    expect(next_seat(seats, seats[0]!, 1, 0).id).toBe(2);
    expect(next_seat(seats, seats[1]!, 1, 0).id).toBe(3);
    expect([4, 5]).toContain(next_seat(seats, seats[1]!, 0, 1).id);
    expect(next_seat(seats, seats[0]!, 0, -1).id).toBe(1);
  });

  it('finds the seat at a point, and none between seats', () => {
    expect(seat_at(seats, 11, 2)?.id).toBe(2);
    expect(seat_at(seats, 20, 0)).toBeUndefined();
  });

  it('draws 2,500 seats with as many shapes as they look different', () => {
    const hall = Array.from({ length: 2500 }, (_, at) => seat(at, (at % 50) * 10, Math.floor(at / 50) * 12));
    const shapes = shapes_of(hall, ({ id }) => ({ state: id % 7 ? 'free' : 'sold', zone: id % 3, sign: 'cross' }));
    expect(shapes).toHaveLength(6);
    expect(shapes.map((one) => one.outline.split('M').length - 1).reduce((sum, one) => sum + one)).toBe(2500);
    const named = around(hall, hall[0]!, 200, ({ id }) => id === 2499);
    expect(named).toHaveLength(200);
    expect(named.map(({ id }) => id)).toEqual(expect.arrayContaining([0, 1, 2499]));
  });

  it('shows every seat, and something where there are none', () => {
    expect(frame_of(seats)).toEqual([-12, -24, 54, 48]);
    expect(frame_of([])).toEqual([0, 0, 100, 60]);
  });
});
