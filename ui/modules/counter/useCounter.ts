// A sale that is being made: which seats are held for it, for whom, and how it ends. The draft and the keys of requests
// live here, so that a lost answer sells nothing twice.
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { new_key } from '../../api/client.ts';
import { say } from '../../parts/live.ts';
import { show_money } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import { total_of, type Chosen } from './plan.ts';
import {
  get_plan,
  get_sale,
  get_states,
  hold,
  release,
  sell,
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

export function useSale(prices_of: (event: number) => readonly Price[], refresh: () => unknown) {
  const t = useText();
  const language = useLanguage();
  const run = useOneAtATime(refresh);
  const { once, begin_anew, ...held } = useHeld(run);
  const [buyer, set_buyer] = useState<Buyer | null>(null);
  const [last, set_last] = useState('');
  const total = total_of(held.chosen, prices_of);
  const done = (order: Order, key: 'ui.counter.sold' | 'ui.counter.reserved', amount: string) => {
    const text = t(key, { number: order.number, total: show_money(amount, language) });
    set_last(text);
    show_toast({ text, tone: 'ok' });
    set_buyer(null);
    begin_anew();
  };
  const finish = (kind: 'cash' | 'card' | null) =>
    run(async () => {
      if (!held.chosen.length || total === null) return;
      const tickets = held.chosen.map(ticket_of);
      const payments = kind && Number(total) > 0 ? [{ kind, amount: total }] : [];
      const body = { draft: held.draft?.id, customer: buyer?.id, tickets, payments, reserve: !kind };
      const order = await sell(once.current, body);
      if (kind) done(order, 'ui.counter.sold', order.total);
      else done(order, 'ui.counter.reserved', order.open);
    });
  return { ...held, buyer, set_buyer, total, last, finish };
}
