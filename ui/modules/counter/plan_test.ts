import { describe, expect, it } from 'vitest';
import {
  dates_without_seat,
  held_by,
  places_of,
  prices_by_line,
  seat_at_date,
  standing_of,
  total_of,
  type Chosen,
} from './plan.ts';
import type { PlanPlace, Subscription } from './requests.ts';

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
const places = [place(1, 0, 0), place(2, 10, 0), place(3, 30, 0)];
const flexible: Subscription = {
  ...{ id: 7, name: 'Wahl', season: null, kind: 'flexible', choose_least: 2, choose_most: 3, same_seat: false },
  ...{ on_sale: true, price: null, events: [], prices: [] },
};
const single: Chosen = { event: 1, place: places[0]!, type: 1 };
const dated: Chosen = {
  ...{ event: 1, place: places[1]!, type: 1, subscription: flexible },
  dates: [
    { event: 1, seat: 2 },
    { event: 5, seat: null, instead: place(9, 0, 0) },
    { event: 6, seat: null },
  ],
};

describe('what was chosen', () => {
  it('adds up in cents and says nothing where a price is missing', () => {
    const prices = [{ ticket_type_id: 1, ticket_type: 'Normal', price_zone: 'I', price: '19.99' }];
    const chosen = places.map((one) => ({ event: 1, place: one, type: 1 }));
    expect(total_of(chosen, () => prices)).toBe('59.97');
    expect(total_of([...chosen, { event: 1, place: place(9, 0, 0, 'II'), type: 1 }], () => prices)).toBeNull();
  });

  it('says a price for each line, whatever the order of single tickets and subscriptions', () => {
    const tickets = ['10.00', '7.00', '7.00', '6.99'].map((price) => ({ price, reduced: price === '6.99' }));
    expect(prices_by_line(tickets, [dated, single])).toEqual([
      { price: '20.99', reduced: true },
      { price: '10.00', reduced: false },
    ]);
    expect(prices_by_line(tickets.slice(1), [dated, single])).toBeUndefined();
  });

  it('asks for single tickets and subscriptions of one sale together', () => {
    const wish = places_of([single, dated]);
    expect(wish.tickets).toEqual([{ event: 1, ticket_type: 1, seat: 1 }]);
    expect(wish.subscriptions).toEqual([
      {
        ...{ subscription: 7, ticket_type: 1, seats: [2], sections: [], events: [1, 5, 6] },
        instead: [{ seat: 2, event: 5, instead: 9 }],
      },
    ]);
  });

  it('knows the seat at each date, and the dates that have none yet', () => {
    expect([1, 5, 6].map((event) => seat_at_date(dated, event))).toEqual([2, 9, undefined]);
    expect(held_by(dated)).toEqual([
      { event: 1, seat: 2 },
      { event: 5, seat: 9 },
    ]);
    expect(dates_without_seat(dated)).toEqual([6]);
    expect(seat_at_date(single, 5)).toBeUndefined();
  });

  it('offers a seat that is taken at some of the dates alone', () => {
    const taken = (dates: number[]) => ({ id: 1, state: 'sold' as const, holder: 'B1', dates });
    expect(standing_of(taken([1]), false, 3)).toBe('partly');
    expect(standing_of(taken([1, 2, 3]), false, 3)).toBe('sold');
    expect(standing_of({ id: 1, state: 'held', holder: 'anna' }, false, 1)).toBe('held');
    expect(standing_of(taken([1]), true, 3)).toBe('mine');
    expect(standing_of(undefined, false, 3)).toBe('free');
  });
});
