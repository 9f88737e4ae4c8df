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
import { seat_by_seat, total_of, type Chosen } from './plan.ts';
import {
  ask_price,
  get_plan,
  get_sale,
  get_states,
  hold,
  release,
  sell,
  type Article,
  type Order,
  type PlanPlace,
  type Price,
  type SeatStates,
} from './requests.ts';

/// Fast enough that another clerk's seat is seen before one reaches for it.
const poll = 400;

export function useSeats(event: number | undefined) {
  const known = useRef<{ event: number; states: SeatStates } | null>(null);
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
  const states = useQuery({
    queryKey: ['seat-states', event],
    queryFn: async ({ signal }) => {
      const before = known.current && known.current.event === event ? known.current.states : null;
      const now = await get_states(event!, before?.position ?? '', signal);
      const states = now.changed || !before ? now : before;
      known.current = { event: event!, states };
      return states;
    },
    enabled: Boolean(plan_id),
    refetchInterval: poll,
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
  const give_up = async (places?: number[]) => void (draft && (await release(draft.id, places)));
  const take = (event: number, type: number, places: readonly PlanPlace[], body: object) =>
    run(async () => {
      const held = await hold_more(event, body);
      const by_id = new Map(places.map((place) => [place.id, place]));
      const added = held.seats.flatMap((id) => by_id.get(id) ?? []).map((place) => ({ event, place, type }));
      choose((old) => [...old, ...added]);
      if (held.said) say(held.said);
    });
  const take_place = (event: number, type: number, place: PlanPlace) =>
    run(async () => {
      await hold_more(event, { places: [{ section: place.id, places: 1 }] });
      choose((old) => [...old, { event, place, type }]);
    });
  const drop = (one: Chosen) =>
    run(async () => {
      await give_up([one.place.id]);
      choose((old) => old.filter((other) => other !== one));
    });
  const clear = () => run(() => give_up().then(begin_anew));
  return { draft, chosen, once, begin_anew, take, take_place, drop, clear };
}

const ticket_of = ({ event, place, type }: Chosen) => ({
  ...{ event, ticket_type: type },
  ...(place.capacity === null ? { seat: place.id } : { section: place.id }),
});

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
  const is_package = wish.subscriptions !== undefined && chosen.length > 0;
  const asks = is_package || extras.promotion !== null || extras.articles.length > 0;
  const asked = useQuery({
    queryKey: ['sale-price', wish],
    enabled: asks && (chosen.length > 0 || extras.articles.length > 0),
    retry: false,
    queryFn: () => ask_price(wish),
  });
  if (!asks) return { total: local, prices: undefined, problem: '' };
  return {
    total: asked.data?.total ?? null,
    prices: is_package ? seat_by_seat(asked.data?.tickets, chosen.length) : asked.data?.tickets,
    problem: asked.error ? words_of(asked.error, t) : '',
  };
}

/// Tickets for the chosen seats, or a subscription whose seats they are at all of its dates.
const places_of = (chosen: readonly Chosen[], subscription: number) =>
  subscription
    ? {
        tickets: [],
        subscriptions: chosen.map(({ type, place }) => ({ subscription, ticket_type: type, seats: [place.id] })),
      }
    : { tickets: chosen.map(ticket_of), subscriptions: undefined };

const wish_of = (
  buyer: Buyer | null,
  chosen: readonly Chosen[],
  { promotion, code, articles }: Extras,
  subscription: number,
) => ({
  customer: buyer?.id,
  ...places_of(chosen, subscription),
  products: articles.map(({ id, quantity, event }) => ({ product: id, quantity, event })),
  promotion,
  promotion_code: code || undefined,
});
type Wish = ReturnType<typeof wish_of>;

export function useSale(prices_of: (event: number) => readonly Price[], refresh: () => unknown, subscription: number) {
  const t = useText();
  const language = useLanguage();
  const queries = useQueryClient();
  const run = useOneAtATime(refresh);
  const { once, begin_anew, clear, ...held } = useHeld(run);
  const { begin_extras, ...extra } = useExtras(() => (once.current = new_key()));
  const [buyer, set_buyer] = useState<Buyer | null>(null);
  const [last, set_last] = useState<{ id: number; text: string; is_paid: boolean } | null>(null);
  const wish = wish_of(buyer, held.chosen, extra.extras, subscription);
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
  const finish = (kind: 'cash' | 'card' | null) =>
    run(async () => {
      if (!is_something || total === null) return;
      const payments = kind && Number(total) > 0 ? [{ kind, amount: total }] : [];
      const order = await sell(once.current, { ...wish, draft: held.draft?.id, payments, reserve: !kind });
      if (kind) done(order, 'ui.counter.sold', order.total);
      else done(order, 'ui.counter.reserved', order.open);
    });
  const clear_all = () => {
    begin_extras();
    return clear();
  };
  return { ...held, ...extra, clear: clear_all, buyer, set_buyer, total, prices, problem, is_something, last, finish };
}
