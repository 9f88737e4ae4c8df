// Where one goes from a seat by an arrow, what seats are called, and what chosen ones cost. Pure.
import type { PlanPlace, Price, SalePrice } from './requests.ts';

export interface Chosen {
  event: number;
  place: PlanPlace;
  type: number;
}

/// The nearest seat in a direction: what lies aside counts thrice.
export function next_seat(places: readonly PlanPlace[], from: PlanPlace, dx: number, dy: number): PlanPlace {
  let best = from;
  let least = Infinity;
  for (const place of places) {
    if (place.x === null || place.y === null || place.id === from.id) continue;
    const [x, y] = [place.x - from.x!, place.y - from.y!];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (ahead <= 0 || ahead + 3 * aside >= least) continue;
    least = ahead + 3 * aside;
    best = place;
  }
  return best;
}

export const price_of = (prices: readonly Price[], type: number, zone: string) =>
  prices.find((price) => price.ticket_type_id === type && price.price_zone === zone)?.price;

/// In cents, so that nothing is lost on the way; nothing when a price is missing.
export function total_of(chosen: readonly Chosen[], prices_of: (event: number) => readonly Price[]): string | null {
  let cents = 0;
  for (const { event, place, type } of chosen) {
    const price = price_of(prices_of(event), type, place.price_zone);
    if (price === undefined) return null;
    cents += Math.round(Number(price) * 100);
  }
  return (cents / 100).toFixed(2);
}

/// The tickets of a subscription, which come seat by seat, as one price for each of `seats` seats.
export function seat_by_seat(
  tickets: SalePrice['tickets'] | undefined,
  seats: number,
): SalePrice['tickets'] | undefined {
  const dates = (tickets?.length ?? 0) / seats;
  if (!tickets || !Number.isInteger(dates)) return undefined;
  return Array.from({ length: seats }, (_, seat) => {
    const own = tickets.slice(seat * dates, (seat + 1) * dates);
    const cents = own.reduce((sum, one) => sum + Math.round(Number(one.price) * 100), 0);
    return { price: (cents / 100).toFixed(2), reduced: own.some((one) => one.reduced) };
  });
}
