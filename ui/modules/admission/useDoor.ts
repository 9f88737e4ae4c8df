// What stands at a door: the event date and entrance that are let in, and the last answer. A request whose answer was lost
// is asked again under the same key, so that nobody is told "already let in" by his own scan.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { new_key, Unreachable } from '../../api/client.ts';
import { say } from '../../parts/live.ts';
import { useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { list_dates, list_last, scan, undo_scan, type AdmissionDate, type Scan } from './requests.ts';

const poll = 5000;
const entrance_place = 'kartei.entrance';

export function useDates(asked: number | undefined) {
  const { data: dates } = useQuery({
    queryKey: ['admission-dates'],
    queryFn: ({ signal }) => list_dates(signal),
    refetchInterval: 60_000,
  });
  const open = dates?.find((one) => one.is_open);
  const chosen = dates?.find((one) => one.id === asked) ?? open ?? dates?.[0];
  return { dates, chosen };
}

/// The entrance of this machine; only where the event date has it.
export function useEntrance(date: AdmissionDate | undefined) {
  const [kept, keep] = useState(() => localStorage.getItem(entrance_place) ?? '');
  const entrance = date?.entrances.includes(kept) ? kept : '';
  const choose = (name: string) => {
    localStorage.setItem(entrance_place, name);
    keep(name);
  };
  return [entrance, choose] as const;
}

/// Asks the door; one at a time.
function useAsking(event: number | undefined, entrance: string) {
  const waiting = useRef({ barcode: '', key: '' });
  const busy = useRef(false);
  return async (barcode: string): Promise<Scan | null> => {
    if (!barcode || !event || busy.current) return null;
    busy.current = true;
    if (waiting.current.barcode !== barcode) waiting.current = { barcode, key: new_key() };
    let is_lost = false;
    try {
      return await scan(waiting.current.key, barcode, event, entrance);
    } catch (reason) {
      is_lost = reason instanceof Unreachable;
      throw reason;
    } finally {
      busy.current = false;
      if (!is_lost) waiting.current = { barcode: '', key: '' };
    }
  };
}

export function useScanning(event: number | undefined, entrance: string) {
  const t = useText();
  const queries = useQueryClient();
  const ask = useAsking(event, entrance);
  const [answer, set_answer] = useState<Scan>();
  const [problem, set_problem] = useState('');
  const last = useQuery({
    queryKey: ['last-scans', event],
    enabled: Boolean(event),
    queryFn: ({ signal }) => list_last(event!, signal),
    refetchInterval: poll,
  });
  const fail = (reason: unknown) => {
    set_answer(undefined);
    set_problem(reason instanceof Unreachable ? t('ui.door.unreachable') : words_of(reason, t));
    return !(reason instanceof Unreachable);
  };
  /// True when it was answered, and the next one may come.
  const read = async (typed: string): Promise<boolean> => {
    try {
      const told = await ask(typed.trim());
      if (!told) return false;
      set_problem('');
      set_answer(told);
      say(told.text);
      void last.refetch();
      return true;
    } catch (reason) {
      return fail(reason);
    }
  };
  const undo = async (id: number) => {
    await undo_scan(id).then(() => set_answer(undefined), fail);
    await queries.invalidateQueries({ queryKey: ['last-scans'] });
  };
  return { answer, problem, read, undo, last: last.data };
}
