import { describe, expect, it } from 'vitest';
import { next_seat, total_of } from './plan.ts';
import type { PlanPlace } from './requests.ts';

const place = (id: number, x: number, y: number, price_zone = 'I'): PlanPlace => ({
  id,
  x,
  y,
  price_zone,
  section: 'P',
  row: String(y),
  seat: String(x),
  entrance: null,
  kind: 'normal',
  capacity: null,
});
const places = [place(1, 0, 0), place(2, 10, 0), place(3, 30, 0), place(4, 5, 12), place(5, 15, 12)];

describe('seat plan', () => {
  it('moves to the neighbour, over an aisle, and to the row behind', () => {
    expect(next_seat(places, places[0]!, 1, 0).id).toBe(2);
    expect(next_seat(places, places[1]!, 1, 0).id).toBe(3);
    expect([4, 5]).toContain(next_seat(places, places[1]!, 0, 1).id);
    expect(next_seat(places, places[0]!, 0, -1).id).toBe(1);
  });

  it('adds up in cents and says nothing where a price is missing', () => {
    const prices = [{ ticket_type_id: 1, ticket_type: 'Normal', price_zone: 'I', price: '19.99' }];
    const chosen = places.slice(0, 3).map((one) => ({ event: 1, place: one, type: 1 }));
    expect(total_of(chosen, () => prices)).toBe('59.97');
    expect(total_of([...chosen, { event: 1, place: place(9, 0, 0, 'II'), type: 1 }], () => prices)).toBeNull();
  });
});
