// Saving and closing, throwing entries away, deleting: each with its way back.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { CustomerRecord } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { note_closed, path_of } from '../../shell/open_customers.ts';
import { show_toast } from '../../shell/toasts.ts';
import { remember_change, reverse } from '../../shell/undo.ts';
import { words_of } from '../../shell/words_of.ts';
import type { Draft } from './draft.ts';
import { forget_draft } from './drafts.ts';
import { delete_customer, refresh_customer } from './record.ts';
import { save_open_rows } from './row_drafts.ts';
import { forget_tab, remember_tab, type TabId } from './tabs.ts';
import type { Outcome } from './useSave.ts';

/// Takes the customer off the open ones and shows the next of them, or the start.
export function useClose(id: string) {
  const navigate = useNavigate();
  return () => {
    forget_draft(id);
    forget_tab(id);
    const next = note_closed(id);
    void navigate(next ? (path_of(next.id) as never) : { to: '/' });
  };
}

export function useKeep(id: string, record: CustomerRecord | undefined, save: () => Promise<Outcome>, tab: TabId) {
  const navigate = useNavigate();
  const close = useClose(id);
  const show_created = (created: number) => {
    forget_draft(id);
    note_closed(id);
    forget_tab(id);
    remember_tab(String(created), tab);
    void navigate({ to: '/customers/$id', params: { id: String(created) }, replace: true });
  };
  return async (and_close: boolean) => {
    const rows_saved = await save_open_rows();
    const outcome = await save();
    if (!rows_saved) return;
    if (outcome === 'unchanged' && and_close && record) close();
    if (typeof outcome === 'string') return;
    if (and_close) close();
    else if (!record) show_created(outcome.saved.id);
  };
}

/// False when there was nothing to throw away.
export function useDiscard(id: string, draft: Draft, record: CustomerRecord | undefined, after: () => void) {
  const t = useText();
  const close = useClose(id);
  return (): boolean => {
    if (!draft.changed) {
      if (!record) close();
      return !record;
    }
    const kept = draft.discard();
    const restore = () => {
      draft.restore(kept);
      after();
    };
    show_toast({ text: t('ui.discarded'), tone: 'warn', action: { label: t('ui.undo'), run: restore } });
    return true;
  };
}

export function useRemove(id: string, record: CustomerRecord | undefined, name: string) {
  const t = useText();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const close = useClose(id);
  const complain = (reason: unknown) => show_toast({ text: words_of(reason, t), tone: 'danger' });
  const bring_back = async (event: number) => {
    try {
      await reverse(event);
      refresh_customer(queries, id);
      void navigate({ to: '/customers/$id', params: { id } });
    } catch (reason) {
      complain(reason);
    }
  };
  return async () => {
    if (!record) return;
    try {
      const event = await delete_customer(record.id, record.version);
      remember_change(event, () => refresh_customer(queries, id));
      const action = event === undefined ? undefined : { label: t('ui.undo'), run: () => void bring_back(event) };
      show_toast({ text: t('ui.customer.deleted', { name }), tone: 'warn', action });
      void queries.invalidateQueries({ queryKey: ['customers'] });
      close();
    } catch (reason) {
      complain(reason);
    }
  };
}
