// A sale that is being made: which seats are held for it, for whom, and how it ends. The draft and the keys of requests
// live here, so that a lost answer sells nothing twice.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { new_key } from '../../api/client.ts';
import { say } from '../../parts/live.ts';
import { show_money } from '../../parts/format.ts';
import { useLanguage, useText, type Text } from '../../shell/language.tsx';
import { keys_wait } from '../../shell/typed_ahead.ts';
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

/// One request at a time; what is typed meanwhile waits for it. A refusal is told and leaves everything as it was.
function useOneAtATime(refresh: () => unknown): Run {
  const t = useText();
  const busy = useRef(false);
  return async (work) => {
    if (busy.current) return;
    busy.current = true;
    const go_on = keys_wait();
    try {
      await work();
    } catch (reason) {
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    } finally {
      busy.current = false;
      void refresh();
      go_on();
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

/// The draft of this sale, and the seats that it holds; every change of them makes it another sale.
function useDraft() {
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
  const hold_package = async (sold: Package, event: number, body: object) => {
    const dates = chosen_dates(sold);
    const held = await hold_dates(sold.subscription.id, new_key(), { ...body, event, dates, draft: draft?.id });
    set_draft({ id: held.draft, until: held.until });
    return held;
  };
  return { draft, chosen, once, choose, begin_anew, hold_more, hold_package };
}
type Draft = ReturnType<typeof useDraft>;

/// Taking seats: single ones, or those of a package at all of its dates.
function taking({ choose, hold_more, hold_package }: Draft, run: Run) {
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
  return { take, take_place };
}

/// Giving seats up, and another one at one event date of a package.
function giving_up({ draft, choose, begin_anew, hold_more }: Draft, run: Run) {
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
  return { split, drop, clear };
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
  /// Also where nothing is to be paid.
  reserve?: boolean;
}

type Sell = (payments: readonly object[], more: object) => Promise<Order>;
type Done = (order: Order, open: string) => void;

/// What is open when the credit was used. The sale stands already: a refusal is told and leaves its rest open.
async function open_behind_parked(order: Order, t: Text): Promise<string> {
  if (Number(order.open) <= 0) return order.open;
  try {
    return (await pay_from_parked(order)).open;
  } catch (reason) {
    show_toast({ text: words_of(reason, t), tone: 'danger' });
    return order.open;
  }
}

/// The ways a sale ends: `finish` by a key, `end` as a dialog says it; that gives what went wrong, in words.
function ending(run: Run, t: Text, total: string | null, hindered: string, sell_it: Sell, done: Done) {
  const finish = (kind: 'cash' | 'card') =>
    run(async () => {
      if (hindered || total === null) return;
      done(await sell_it(Number(total) > 0 ? [{ kind, amount: total }] : [], { reserve: false }), '0');
    });
  const end = async ({ kind, amount, from_parked, reserve, ...rest }: Ending): Promise<string | undefined> => {
    if (hindered || total === null) return hindered || t('ui.counter.no_price');
    const payments = Number(amount) > 0 ? [{ kind, amount }] : [];
    try {
      const order = await sell_it(payments, {
        ...rest,
        reserve: reserve || from_parked || Number(amount) < Number(total),
      });
      done(order, from_parked ? await open_behind_parked(order, t) : order.open);
    } catch (reason) {
      return words_of(reason, t);
    }
  };
  return { finish, end };
}

export function useSale(prices_of: (event: number) => readonly Price[], refresh: () => unknown) {
  const t = useText();
  const language = useLanguage();
  const queries = useQueryClient();
  const run = useOneAtATime(refresh);
  const draft = useDraft();
  const { chosen, once } = draft;
  const { clear, ...giving } = giving_up(draft, run);
  const { begin_extras, ...extra } = useExtras(() => (once.current = new_key()));
  const [buyer, set_buyer] = useState<Buyer | null>(null);
  const [last, set_last] = useState<{ id: number; text: string; is_paid: boolean } | null>(null);
  const wish = wish_of(buyer, chosen, extra.extras);
  const price = usePrice(wish, chosen, extra.extras, total_of(chosen, prices_of));
  const is_something = chosen.length > 0 || extra.extras.articles.length > 0;
  const is_lacking = chosen.some((one) => dates_without_seat(one).length);
  const hindered = !is_something ? t('ui.counter.nothing') : is_lacking ? t('ui.counter.split_first') : '';
  const done: Done = (order, open) => {
    const is_open = Number(open) > 0;
    const total = show_money(is_open ? open : order.total, language);
    const text = t(is_open ? 'ui.counter.reserved' : 'ui.counter.sold', { number: order.number, total });
    set_last({ id: order.id, text, is_paid: order.payments.length > 0 });
    show_toast({ text, tone: 'ok' });
    set_buyer(null);
    begin_extras();
    draft.begin_anew();
    for (const key of ['counter-offers', 'parked-money', 'seat-states'])
      void queries.invalidateQueries({ queryKey: [key] });
  };
  const sell_it: Sell = (payments, more) => sell(once.current, { ...wish, draft: draft.draft?.id, payments, ...more });
  const ends = ending(run, t, price.total, hindered, sell_it, done);
  const clear_all = () => {
    begin_extras();
    return clear();
  };
  return {
    ...{ chosen, draft: draft.draft, buyer, set_buyer, is_something, is_lacking, last, clear: clear_all },
    ...{ ...taking(draft, run), ...giving, ...extra, ...price, ...ends },
  };
}
