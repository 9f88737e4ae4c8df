// The state of one merge: the customers, who stays, which values, the preview of what moves; and merging, with its way
// back.
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { new_key } from '../../api/client.ts';
import type { CustomerRecord } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { note_closed } from '../../shell/open_customers.ts';
import { full_name } from '../../shell/SearchHitLine.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { remember_change } from '../../shell/undo.ts';
import { words_of } from '../../shell/words_of.ts';
import { forget_entries_of } from '../../forms/entries.ts';
import { customer_key, load_customer } from '../../api/customer.ts';
import { decisions, type Chosen } from './choice.ts';
import { merge, part, preview_merge } from './requests.ts';

export function useMergeCustomers(ids: readonly string[]) {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: customer_key(id),
      queryFn: ({ signal }: { signal: AbortSignal }) => load_customer(id, signal),
      retry: false,
    })),
    combine: (answers) => ({
      customers: answers.map(({ data }) => data).filter((one): one is CustomerRecord => one !== undefined),
      error: answers.find(({ error }) => error)?.error,
      complete: answers.every(({ data }) => data !== undefined),
    }),
  });
}

export function usePreview(survivor: number, ids: readonly number[], complete: boolean) {
  const merged = ids.filter((id) => id !== survivor);
  return useQuery({
    queryKey: ['merge', survivor, ...merged],
    queryFn: ({ signal }) => preview_merge({ survivor, merged }, signal),
    enabled: complete && merged.length > 0,
    placeholderData: (old) => old,
    retry: false,
    staleTime: 0,
  });
}

/// Takes a merge back, wherever its event is known.
export function usePart() {
  const t = useText();
  const queries = useQueryClient();
  return async (event: number): Promise<boolean> => {
    try {
      remember_change(await part(event), () => void queries.invalidateQueries());
      show_toast({ text: t('ui.merge.parted') });
      void queries.invalidateQueries();
      return true;
    } catch (reason) {
      show_toast({ text: words_of(reason, t), tone: 'danger' });
      return false;
    }
  };
}

/// Everything on the screens that shows those who went is closed; the rest is asked again.
function useMerged(customers: readonly CustomerRecord[]) {
  const t = useText();
  const queries = useQueryClient();
  const take_back = usePart();
  return (event: number, survivor: number) => {
    remember_change(event, () => void queries.invalidateQueries());
    for (const { id } of customers) {
      if (id === survivor) continue;
      forget_entries_of(String(id));
      note_closed(String(id));
    }
    void queries.invalidateQueries();
    const name = full_name(customers.find(({ id }) => id === survivor)!);
    const undo = { label: t('ui.undo'), run: () => void take_back(event) };
    show_toast({ text: t('ui.merge.done', { name, count: customers.length }), action: undo });
  };
}

export function useMerge(customers: readonly CustomerRecord[], on_done: (survivor: number) => void) {
  const t = useText();
  const queries = useQueryClient();
  const tell = useMerged(customers);
  const once = useRef(new_key());
  const [survivor, set_survivor] = useState(customers[0]!.id);
  const [chosen, set_chosen] = useState<Chosen>({});
  const [busy, set_busy] = useState(false);
  const ids = customers.map(({ id }) => id);
  const preview = usePreview(survivor, ids, true);
  const fields = preview.data?.fields ?? [];
  const go = async () => {
    if (busy || !preview.data) return;
    set_busy(true);
    try {
      const versions = Object.fromEntries(customers.map(({ id, version }) => [String(id), version]));
      const merged = ids.filter((id) => id !== survivor);
      const wish = { survivor, merged, choose: decisions(fields, chosen), versions };
      tell((await merge(wish, once.current)).change_event, survivor);
      on_done(survivor);
    } catch (reason) {
      once.current = new_key();
      void queries.invalidateQueries({ queryKey: ['customer'] });
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    }
    set_busy(false);
  };
  const stay = (id: number) => {
    set_survivor(id);
    set_chosen({});
  };
  const choose = (field: string, customer: number) => set_chosen((old) => ({ ...old, [field]: customer }));
  return { survivor, stay, chosen, choose, preview, fields, busy, go };
}
