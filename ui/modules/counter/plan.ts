// What was chosen for a sale, what it is called in a request, and what it costs. Pure.
import type { PlanPlace, Price, SalePrice, SeatState, Subscription } from './requests.ts';

/// One event date of a subscription that is being sold.
export interface DateOfSale {
  event: number;
  /// By the plan of the date; null: the seat is not free there.
  seat: number | null;
  /// Another seat that the clerk chose for this date.
  instead?: PlanPlace;
}
export interface Chosen {
  event: number;
  place: PlanPlace;
  type: number;
  subscription?: Subscription;
  dates?: readonly DateOfSale[];
}

export const price_of = (prices: readonly Price[], type: number, zone: string) =>
  prices.find((price) => price.ticket_type_id === type && price.price_zone === zone)?.price;

const cents_of = (amount: string) => Math.round(Number(amount) * 100);

/// In cents, so that nothing is lost on the way; nothing when a price is missing.
export function total_of(chosen: readonly Chosen[], prices_of: (event: number) => readonly Price[]): string | null {
  let cents = 0;
  for (const { event, place, type } of chosen) {
    const price = price_of(prices_of(event), type, place.price_zone);
    if (price === undefined) return null;
    cents += cents_of(price);
  }
  return (cents / 100).toFixed(2);
}

/// The prices of tickets as the program says them (single ones first, then those of subscriptions seat by seat, date by
/// date) as one for each line.
export function prices_by_line(
  tickets: SalePrice['tickets'] | undefined,
  chosen: readonly Chosen[],
): SalePrice['tickets'] | undefined {
  const count = chosen.reduce((sum, one) => sum + (one.dates?.length ?? 1), 0);
  if (tickets?.length !== count) return undefined;
  let single = 0;
  let dated = chosen.filter((one) => !one.subscription).length;
  return chosen.map((one) => {
    if (!one.subscription) return tickets[single++]!;
    const own = tickets.slice(dated, (dated += one.dates?.length ?? 0));
    const cents = own.reduce((sum, ticket) => sum + cents_of(ticket.price), 0);
    return { price: (cents / 100).toFixed(2), reduced: own.some((ticket) => ticket.reduced) };
  });
}

/// The seat of a line at an event date, by the plan of that date.
export const seat_at_date = (one: Chosen, event: number): number | undefined => {
  if (!one.subscription) return one.event === event ? one.place.id : undefined;
  const date = one.dates?.find((other) => other.event === event);
  return date?.instead?.id ?? date?.seat ?? undefined;
};

/// All that a line holds, by event date.
export const held_by = (one: Chosen): { event: number; seat: number }[] =>
  one.subscription
    ? (one.dates ?? []).flatMap(({ event, seat, instead }) => {
        const id = instead?.id ?? seat;
        return id === null ? [] : [{ event, seat: id }];
      })
    : [{ event: one.event, seat: one.place.id }];

/// Event dates for which a seat is still to be chosen.
export const dates_without_seat = (one: Chosen) =>
  (one.dates ?? []).filter(({ seat, instead }) => seat === null && !instead).map(({ event }) => event);

const ticket_of = ({ event, place, type }: Chosen) => ({
  ...{ event, ticket_type: type },
  ...(place.capacity === null ? { seat: place.id } : { section: place.id }),
});

const package_of = ({ place, type, subscription, dates = [] }: Chosen) => ({
  subscription: subscription!.id,
  ticket_type: type,
  seats: place.capacity === null ? [place.id] : [],
  sections: place.capacity === null ? [] : [place.id],
  events: subscription!.kind === 'flexible' ? dates.map(({ event }) => event) : [],
  instead: dates.flatMap(({ event, instead }) => (instead ? [{ seat: place.id, event, instead: instead.id }] : [])),
});

/// Single tickets and subscriptions of one sale, as it is asked for.
export const places_of = (chosen: readonly Chosen[]) => ({
  tickets: chosen.filter((one) => !one.subscription).map(ticket_of),
  subscriptions: chosen.filter((one) => one.subscription).map(package_of),
});

/// How a seat stands: another's at some of the dates of a subscription alone, it can still be sold with other seats there.
export const standing_of = (state: SeatState | undefined, is_mine: boolean, dates: number) =>
  is_mine ? 'mine' : !state ? 'free' : dates > 1 && state.dates && state.dates.length < dates ? 'partly' : state.state;
