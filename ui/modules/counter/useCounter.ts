// A sale that is being made: which seats are held for it, for whom, and how it ends. The draft and the keys of requests
// live here, so that a lost answer sells nothing twice.
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { new_key, Refusal } from '../../api/client.ts';
import { say } from '../../parts/live.ts';
import { show_money } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
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

/// What the server refused, as it words it.
export function words_of(reason: unknown, otherwise: string): string {
  if (!(reason instanceof Refusal)) return otherwise;
  const { issues, title } = reason.problem;
  return issues?.length ? issues.map((issue) => issue.message ?? issue.key).join(' ') : title;
}

export function useSale(prices_of: (event: number) => readonly Price[], refresh: () => unknown) {
  const t = useText();
  const language = useLanguage();
  const [draft, set_draft] = useState<{ id: number; until: string } | null>(null);
  const [chosen, set_chosen] = useState<readonly Chosen[]>([]);
  const [buyer, set_buyer] = useState<Buyer | null>(null);
  const [last, set_last] = useState('');
  const once = useRef(new_key());
  const busy = useRef(false);
  const total = total_of(chosen, prices_of);

  /// One request at a time; a refusal is told and leaves everything as it was.
  const run = async (work: () => Promise<void>) => {
    if (busy.current) return;
    busy.current = true;
    try {
      await work();
    } catch (reason) {
      show_toast({ text: words_of(reason, t('ui.unreachable')), tone: 'danger' });
    } finally {
      busy.current = false;
      void refresh();
    }
  };
  const begin_anew = () => {
    set_draft(null);
    set_chosen([]);
    once.current = new_key();
  };
  const take = (event: number, type: number, places: readonly PlanPlace[], body: object) =>
    run(async () => {
      const held = await hold(event, new_key(), { ...body, draft: draft?.id });
      set_draft({ id: held.draft, until: held.until });
      const by_id = new Map(places.map((place) => [place.id, place]));
      const added = held.seats.flatMap((id) => by_id.get(id) ?? []).map((place) => ({ event, place, type }));
      set_chosen((old) => [...old, ...added]);
      once.current = new_key();
      if (held.said) say(held.said);
    });
  const drop = (one: Chosen) =>
    run(async () => {
      if (draft) await release(draft.id, [one.place.id]);
      set_chosen((old) => old.filter((other) => other !== one));
      once.current = new_key();
    });
  const clear = () =>
    run(async () => {
      if (draft) await release(draft.id);
      begin_anew();
    });
  const done = (order: Order, key: 'ui.counter.sold' | 'ui.counter.reserved', amount: string) => {
    const text = t(key, { number: order.number, total: show_money(amount, language) });
    set_last(text);
    show_toast({ text, tone: 'ok' });
    set_buyer(null);
    begin_anew();
  };
  const finish = (kind: 'cash' | 'card' | null) =>
    run(async () => {
      if (!chosen.length || total === null) return;
      const tickets = chosen.map(({ event, place, type }) =>
        place.capacity === null
          ? { event, seat: place.id, ticket_type: type }
          : { event, section: place.id, ticket_type: type },
      );
      const payments = kind && Number(total) > 0 ? [{ kind, amount: total }] : [];
      const body = { draft: draft?.id, customer: buyer?.id, tickets, payments, reserve: !kind };
      const order = await sell(once.current, body);
      if (kind) done(order, 'ui.counter.sold', order.total);
      else done(order, 'ui.counter.reserved', order.open);
    });
  const take_place = (event: number, type: number, place: PlanPlace) =>
    run(async () => {
      const held = await hold(event, new_key(), { draft: draft?.id, places: [{ section: place.id, places: 1 }] });
      set_draft({ id: held.draft, until: held.until });
      set_chosen((old) => [...old, { event, place, type }]);
      once.current = new_key();
    });
  return { draft, chosen, buyer, set_buyer, total, last, take, take_place, drop, clear, finish };
}
