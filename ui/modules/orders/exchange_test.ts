import { describe, expect, it } from 'vitest';
import type { PlanPlace } from '../counter/requests.ts';
import { seat_tickets } from './exchange.ts';
import type { OrderTicket } from './requests.ts';

const place = (id: number): PlanPlace => ({
  ...{ id, section: 'P', row: '1', seat: String(id), entrance: null, price_zone: 'I' },
  ...{ x: id * 10, y: 0, kind: 'normal', capacity: null },
});
const places = [1, 2, 3, 4, 5].map(place);
const ticket = (id: number, seat: string | null): OrderTicket => ({
  ...{ id, event: 1, event_name: null, starts_at: null, ticket_type: null, entrance: null, section: 'P', row: '1' },
  ...{ seat, price: '20.00', fee: '0.00', fee_kept: '0.00', state: 'sold', of_subscription: false },
});
const told = (pairs: ReturnType<typeof seat_tickets>) => pairs.map((one) => [one.ticket.id, one.place.id]);

describe('seats of an exchange', () => {
  it('go to the tickets in the order of the plan, not of the clicks', () => {
    const tickets = [ticket(11, '2'), ticket(10, '1')];
    expect(told(seat_tickets(tickets, [place(5), place(4)], places))).toEqual([
      [10, 4],
      [11, 5],
    ]);
  });
  it('are paired as far as they were chosen, and with tickets of another hall too', () => {
    expect(told(seat_tickets([ticket(10, '1'), ticket(11, '2')], [place(3)], places))).toEqual([[10, 3]]);
    expect(told(seat_tickets([ticket(10, 'Loge'), ticket(11, '2')], [place(3), place(4)], places))).toEqual([
      [11, 3],
      [10, 4],
    ]);
  });
});
