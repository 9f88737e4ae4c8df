import { describe, expect, it } from 'vitest';
import { coming_back } from './coming_back.ts';
import type { Order } from './requests.ts';

const ticket = (id: number, state: 'sold' | 'reserved' | 'deleted' = 'sold') => ({
  ...{ id, state, price: '20.00', fee: '2.50', fee_kept: '0.00', event: 1, event_name: null, starts_at: null },
  ...{ ticket_type: null, entrance: null, section: null, row: null, seat: null, of_subscription: false },
});
const order: Order = {
  ...{
    id: 1,
    version: 1,
    number: 'B1',
    customer: null,
    customer_name: null,
    expires_at: null,
    delete_on_expiry: false,
  },
  ...{ total: '50.00', paid: '50.00', open: '0.00', payments: [] },
  tickets: [ticket(1), ticket(2), ticket(3, 'deleted')],
  products: [{ id: 4, product: null, quantity: 1, unit_price: '5.00', state: 'sold' }],
};

describe('what comes back', () => {
  it('is what was marked, with its fees or without', () => {
    const marked = { tickets: [1], products: [] };
    expect(coming_back(order, marked, false)).toEqual({ count: 1, fees: '2.50', money: '22.50' });
    expect(coming_back(order, marked, true).money).toBe('20.00');
  });
  it('is all of it where nothing was marked', () => {
    expect(coming_back(order, { tickets: [], products: [] }, false)).toEqual({
      count: 3,
      fees: '5.00',
      money: '50.00',
    });
  });
  it('is no money of what is still open', () => {
    const part = { ...order, paid: '10.00', open: '40.00' };
    expect(coming_back(part, { tickets: [1], products: [] }, false).money).toBe('0.00');
  });
});
