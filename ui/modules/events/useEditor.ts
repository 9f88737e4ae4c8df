// A seat plan while it is corrected: places, what is marked, the steps that can be taken back, and the new edition.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { get, new_key, send } from '../../api/client.ts';
import { useTold } from '../../forms/told.ts';
import { useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { added, body_of, seats_of, type EditedPlace } from './plan_editing.ts';

interface StoredPlan {
  id: number;
  edition: number;
  hall: string;
  name: string;
  places: EditedPlace[];
  dates?: number;
  change_event?: number | null;
}
type Places = readonly EditedPlace[];

/// What shows plans is asked again after a new edition.
const follow = [['seat-plans'], ['event-sale'], ['seat-states'], ['event-dates']];
const get_plan = (id: number, signal?: AbortSignal) => get<StoredPlan>(`/seat-plans/${id}`, {}, signal);
export const arrange = async (ranges: readonly object[]) =>
  (await send<{ places: EditedPlace[] }>('POST', '/seat-plans/arrangement', { body: { ranges } })).data.places;

/// Keeps the places as a new edition, and goes to it.
function useStore(plan: number | undefined, { hall, name }: { hall: string; name?: string }) {
  const t = useText();
  const navigate = useNavigate();
  const told = useTold(follow);
  return async (once: string, places: Places) => {
    const path = plan === undefined ? '/seat-plans' : `/seat-plans/${plan}/corrections`;
    const body = { places: body_of(places), name: name || undefined, ...(plan === undefined ? { hall } : {}) };
    const { data } = await send<StoredPlan>('POST', path, { once, body });
    await navigate({ to: '/seat-plans/$plan', params: { plan: String(data.id) } });
    const undone = () => void navigate({ to: '/seat-plans' });
    told(data.change_event ?? undefined, t('ui.events.plan_saved', { hall: data.hall, dates: data.dates ?? 0 }), {
      undone,
    });
  };
}

export function useEditor(plan: number | undefined, { hall = '', name }: { hall?: string; name?: string }) {
  const t = useText();
  const stored = useQuery({
    queryKey: ['edited-plan', plan],
    enabled: plan !== undefined,
    staleTime: Infinity,
    queryFn: ({ signal }) => get_plan(plan!, signal),
  });
  const [steps, set_steps] = useState<readonly Places[]>([]);
  const [marked, mark] = useState<ReadonlySet<number>>(new Set());
  const [refusal, refuse] = useState<string>();
  const once = useRef(new_key());
  const places = steps.at(-1) ?? stored.data?.places ?? [];
  const put = (next: Places) => {
    set_steps([...steps, next]);
    once.current = new_key();
    refuse(undefined);
  };
  const step_back = () => set_steps(steps.slice(0, -1));
  const add = async (ranges: readonly object[]) => put(added(places, await arrange(ranges)));
  const store = useStore(plan, { hall, name });
  const save = () =>
    store(once.current, places).then(
      () => {
        set_steps([]);
        mark(new Set());
      },
      (reason: unknown) => refuse(words_of(reason, t)),
    );
  return {
    ...{ places, put, marked, mark, step_back, add, save, refusal },
    title: stored.data ? `${stored.data.hall} · ${t('ui.events.edition', { edition: stored.data.edition })}` : hall,
    is_changed: steps.length > 0,
    is_empty: !seats_of(places).length && (plan === undefined || Boolean(stored.data)),
  };
}
