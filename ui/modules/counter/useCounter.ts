// A sale that is being made: which seats are held for it, for whom, and how it ends. The draft and the keys of requests
// live here, so that a lost answer sells nothing twice.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { new_key } from '../../api/client.ts';
import { say } from '../../parts/live.ts';
import { show_money } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import { dates_without_seat, held_by, places_of, prices_by_line, total_of, type Chosen } from './plan.ts';
import {
  ask_price,
  get_plan,
  get_sale,
  get_states,
  get_states_of_dates,
  hold,
  hold_dates,
  pay_from_parked,
  release,
  sell,
  type Article,
  type HeldAtDates,
  type Order,
  type PlanPlace,
  type Price,
  type SeatStates,
  type Subscription,
} from './requests.ts';

/// Fast enough that another clerk's seat is seen before one reaches for it; many dates are asked for less often.
const poll = 400;
const poll_of_dates = 1200;

/// A subscription that is being sold, with the event dates that were chosen of it.
export interface Package {
  subscription: Subscription;
  dates: readonly number[];
}

const chosen_dates = ({ subscription, dates }: Package) => (subscription.kind === 'flexible' ? dates : []);

/// Plan, prices and seats of an event date; of a package, who has a seat at any of its dates.
export function useSeats(event: number | undefined, sold?: Package) {
  const known = useRef<{ key: string; states: SeatStates } | null>(null);
  const sale = useQuery({
    queryKey: ['event-sale', event],
    queryFn: ({ signal }) => get_sale(event!, signal),
    enabled: Boolean(event),
  });
  const plan_id = sale.data?.plan ?? undefined;
  const plan = useQuery({
    queryKey: ['seat-plan', plan_id],
    queryFn: ({ signal }) => get_plan(plan_id!, signal),
    enabled: Boolean(plan_id),
    staleTime: Infinity,
  });
  const date = sold ? chosen_dates(sold).map(String) : [];
  const key = [event, sold?.subscription.id, ...date].join('/');
  const states = useQuery({
    queryKey: ['seat-states', event, sold?.subscription.id, date],
    queryFn: async ({ signal }) => {
      const before = known.current?.key === key ? known.current.states : null;
      const since = before?.position ?? '';
      const now = sold
        ? await get_states_of_dates(sold.subscription.id, { event: event!, date, since }, signal)
        : await get_states(event!, since, signal);
      const states = now.changed || !before ? now : before;
      known.current = { key, states };
      return states;
    },
    enabled: Boolean(plan_id),
    retry: !sold,
    refetchInterval: sold ? poll_of_dates : poll,
  });
  return { sale: sale.data, plan: plan.data, states: states.data, refresh: states.refetch };
}

export interface Buyer {
  id: number;
  name: string;
}

type Run = (work: () => Promise<void>) => Promise<void>;

/// One request at a time; a refusal is told and leaves everything as it was.
function useOneAtATime(refresh: () => unknown): Run {
  const t = useText();
  const busy = useRef(false);
  return async (work) => {
    if (busy.current) return;
    busy.current = true;
    try {
      await work();
    } catch (reason) {
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    } finally {
      busy.current = false;
      void refresh();
    }
  };
}

/// Seats of a package that were held, as lines of the sale.
function lines_of(held: HeldAtDates, sold: Package, event: number, type: number, places: readonly PlanPlace[]) {
  const by_id = new Map(places.map((place) => [place.id, place]));
  return held.seats.flatMap((id, at): Chosen[] => {
    const place = by_id.get(id);
    const dates = held.dates.map((date) => ({ event: date.event, seat: date.seats[at] ?? null }));
    return place ? [{ event, place, type, subscription: sold.subscription, dates }] : [];
  });
}

/// The seats that are held for this sale; every change of them makes it another sale.
function useHeld(run: Run) {
  const [draft, set_draft] = useState<{ id: number; until: string } | null>(null);
  const [chosen, set_chosen] = useState<readonly Chosen[]>([]);
  const once = useRef(new_key());
  const choose = (change: (old: readonly Chosen[]) => readonly Chosen[]) => {
    set_chosen(change);
    once.current = new_key();
  };
  const begin_anew = () => {
    set_draft(null);
    choose(() => []);
  };
  const hold_more = async (event: number, body: object) => {
    const held = await hold(event, new_key(), { ...body, draft: draft?.id });
    set_draft({ id: held.draft, until: held.until });
    return held;
  };
  const hold_package = async ({ subscription, ...sold }: Package, event: number, body: object) => {
    const dates = chosen_dates({ subscription, ...sold });
    const held = await hold_dates(subscription.id, new_key(), { ...body, event, dates, draft: draft?.id });
    set_draft({ id: held.draft, until: held.until });
    return held;
  };
  const take = (event: number, type: number, places: readonly PlanPlace[], body: object, sold?: Package) =>
    run(async () => {
      const by_id = new Map(places.map((place) => [place.id, place]));
      const held = sold ? await hold_package(sold, event, body) : await hold_more(event, body);
      const added = sold
        ? lines_of(held as HeldAtDates, sold, event, type, places)
        : held.seats.flatMap((id) => by_id.get(id) ?? []).map((place) => ({ event, place, type }));
      choose((old) => [...old, ...added]);
      if (held.said) say(held.said);
    });
  const take_place = (event: number, type: number, place: PlanPlace, sold?: Package) =>
    run(async () => {
      const body = { places: [{ section: place.id, places: 1 }] };
      const held = sold ? await hold_package(sold, event, body) : await hold_more(event, body);
      const dates = sold && (held as HeldAtDates).dates.map((date) => ({ event: date.event, seat: place.id }));
      choose((old) => [...old, { event, place, type, subscription: sold?.subscription, dates }]);
    });
  /// Another seat at one event date of a package.
  const split = (one: Chosen, event: number, place: PlanPlace) =>
    run(async () => {
      const before = held_by(one).find((other) => other.event === event);
      if (before?.seat === place.id) return;
      const held = await hold_more(event, { seats: [place.id] });
      if (before) await release(held.draft, [before.seat], [event]);
      const dates = one.dates?.map((date) => (date.event === event ? { ...date, instead: place } : date));
      choose((old) => old.map((other) => (other === one ? { ...one, dates } : other)));
    });
  const drop = (one: Chosen) =>
    run(async () => {
      const seats = held_by(one);
      if (draft && seats.length)
        await release(
          draft.id,
          seats.map(({ seat }) => seat),
          seats.map(({ event }) => event),
        );
      choose((old) => old.filter((other) => other !== one));
    });
  const clear = () =>
    run(async () => {
      if (draft) await release(draft.id);
      begin_anew();
    });
  return { draft, chosen, once, begin_anew, take, take_place, split, drop, clear };
}

export interface ArticleLine {
  id: number;
  name: string;
  unit_price: string;
  quantity: number;
  event?: number;
}
interface Extras {
  promotion: number | null;
  code: string;
  articles: readonly ArticleLine[];
}
const no_extras: Extras = { promotion: null, code: '', articles: [] };

/// Articles and the promotion; every change of them makes it another sale.
function useExtras(renew: () => void) {
  const [extras, set_extras] = useState(no_extras);
  const change = (part: Partial<Extras>) => {
    set_extras({ ...extras, ...part });
    renew();
  };
  const add_article = ({ id, name, unit_price }: Article, event?: number) => {
    const known = extras.articles.some((one) => one.id === id && one.event === event);
    const more = (one: ArticleLine) =>
      one.id === id && one.event === event ? { ...one, quantity: one.quantity + 1 } : one;
    change({
      articles: known ? extras.articles.map(more) : [...extras.articles, { id, name, unit_price, quantity: 1, event }],
    });
  };
  const drop_article = (line: ArticleLine) => change({ articles: extras.articles.filter((one) => one !== line) });
  return {
    ...{ extras, add_article, drop_article },
    set_promotion: (promotion: number | null) => change({ promotion, code: '' }),
    set_code: (code: string) => change({ code }),
    begin_extras: () => set_extras(no_extras),
  };
}

/// What the sale comes to: reckoned here while it is single seats alone, else as the program says it.
function usePrice(wish: Wish, chosen: readonly Chosen[], extras: Extras, local: string | null) {
  const t = useText();
  const asks = chosen.some((one) => one.subscription) || extras.promotion !== null || extras.articles.length > 0;
  const asked = useQuery({
    queryKey: ['sale-price', wish],
    enabled: asks && (chosen.length > 0 || extras.articles.length > 0),
    retry: false,
    queryFn: () => ask_price(wish),
  });
  if (!asks) return { total: local, prices: undefined, problem: '' };
  return {
    total: asked.data?.total ?? null,
    prices: prices_by_line(asked.data?.tickets, chosen),
    problem: asked.error ? words_of(asked.error, t) : '',
  };
}

const wish_of = (buyer: Buyer | null, chosen: readonly Chosen[], { promotion, code, articles }: Extras) => ({
  customer: buyer?.id,
  ...places_of(chosen),
  products: articles.map(({ id, quantity, event }) => ({ product: id, quantity, event })),
  promotion,
  promotion_code: code || undefined,
});
type Wish = ReturnType<typeof wish_of>;

/// How a sale ends where it is not simply paid: in part, by another kind, of what is parked, open until a day.
export interface Ending {
  kind: string;
  amount: string;
  from_parked: boolean;
  expires_at: string | null;
  delete_on_expiry: boolean;
}

export function useSale(prices_of: (event: number) => readonly Price[], refresh: () => unknown) {
  const t = useText();
  const language = useLanguage();
  const queries = useQueryClient();
  const run = useOneAtATime(refresh);
  const { once, begin_anew, clear, ...held } = useHeld(run);
  const { begin_extras, ...extra } = useExtras(() => (once.current = new_key()));
  const [buyer, set_buyer] = useState<Buyer | null>(null);
  const [last, set_last] = useState<{ id: number; text: string; is_paid: boolean } | null>(null);
  const wish = wish_of(buyer, held.chosen, extra.extras);
  const { total, prices, problem } = usePrice(wish, held.chosen, extra.extras, total_of(held.chosen, prices_of));
  const done = (order: Order, key: 'ui.counter.sold' | 'ui.counter.reserved', amount: string) => {
    const text = t(key, { number: order.number, total: show_money(amount, language) });
    set_last({ id: order.id, text, is_paid: order.payments.length > 0 });
    show_toast({ text, tone: 'ok' });
    set_buyer(null);
    begin_extras();
    begin_anew();
    void queries.invalidateQueries({ queryKey: ['counter-offers'] });
  };
  const is_something = held.chosen.length > 0 || extra.extras.articles.length > 0;
  const is_lacking = held.chosen.some((one) => dates_without_seat(one).length);
  const finish = (kind: 'cash' | 'card' | null) =>
    run(async () => {
      if (!is_something || total === null || is_lacking) return;
      const payments = kind && Number(total) > 0 ? [{ kind, amount: total }] : [];
      const order = await sell(once.current, { ...wish, draft: held.draft?.id, payments, reserve: !kind });
      if (kind) done(order, 'ui.counter.sold', order.total);
      else done(order, 'ui.counter.reserved', order.open);
    });
  /// Gives what went wrong, in words; nothing when it is done.
  const end = async ({ kind, amount, from_parked, ...rest }: Ending): Promise<string | undefined> => {
    if (!is_something || total === null) return t('ui.counter.nothing');
    if (is_lacking) return t('ui.counter.split_first');
    const payments = Number(amount) > 0 ? [{ kind, amount }] : [];
    const reserve = from_parked || Number(amount) < Number(total);
    try {
      const order = await sell(once.current, { ...wish, draft: held.draft?.id, payments, reserve, ...rest });
      const open = from_parked ? (await pay_from_parked(order)).open : order.open;
      if (Number(open) > 0) done(order, 'ui.counter.reserved', open);
      else done(order, 'ui.counter.sold', order.total);
    } catch (reason) {
      return words_of(reason, t);
    } finally {
      void refresh();
    }
  };
  const clear_all = () => {
    begin_extras();
    return clear();
  };
  return { ...held, ...extra, clear: clear_all, buyer, set_buyer, total, prices, problem, is_something, is_lacking, last, finish, end };
}
