// Which ticket gets which seat when tickets are exchanged. Pure.
import type { PlanPlace } from '../counter/requests.ts';
import type { OrderTicket } from './requests.ts';

const is_at = (place: PlanPlace, { section, row, seat }: OrderTicket) =>
  place.capacity === null && place.section === section && place.row === row && place.seat === seat;

/// In the order of the plan, whatever the order of the clicks: who sat on the left goes on sitting there. Tickets without a
/// seat in this plan keep their order, behind the others.
export function seat_tickets(
  tickets: readonly OrderTicket[],
  chosen: readonly PlanPlace[],
  places: readonly PlanPlace[],
): { ticket: OrderTicket; place: PlanPlace }[] {
  const where = (ticket: OrderTicket) => {
    const at = places.findIndex((place) => is_at(place, ticket));
    return at < 0 ? places.length : at;
  };
  const at = new Map(places.map(({ id }, index) => [id, index]));
  const seated = [...tickets].sort((one, other) => where(one) - where(other));
  const seats = [...chosen].sort((one, other) => (at.get(one.id) ?? 0) - (at.get(other.id) ?? 0));
  return seats.flatMap((place, index) => {
    const ticket = seated[index];
    return ticket ? [{ ticket, place }] : [];
  });
}
