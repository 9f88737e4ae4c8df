// Saving and closing, throwing entries away, deleting: each with its way back.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import type { CustomerRecord, FieldDeclaration } from '../../api/types.ts';
import {
  discard_entries,
  forget_entries_of,
  is_unsaved,
  move_rows,
  rows_entered,
  type RowEntry,
} from '../../forms/entries.ts';
import { save_row } from '../../forms/rows.ts';
import { tell_failure, type Outcome } from '../../forms/saving.ts';
import { useTell } from '../../forms/told.ts';
import { useText } from '../../shell/language.tsx';
import { note_closed, note_created } from '../../shell/open_customers.ts';
import { full_name } from '../../shell/SearchHitLine.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { lists_key, owner_of } from './lists.ts';
import { delete_customer, type LinksOfOthers } from './record.ts';
import { forget_tab, remember_tab, type TabId } from './tabs.ts';
import type { CustomerOutcome } from './useSave.ts';

/// Takes the customer off the open ones and shows where he was come from.
export function useClose(id: string) {
  const router = useRouter();
  return () => {
    forget_entries_of(id);
    forget_tab(id);
    router.history.push(note_closed(id));
  };
}

interface Keeping {
  id: string;
  record?: CustomerRecord;
  save: () => Promise<CustomerOutcome>;
  fields_of: (list: string) => readonly FieldDeclaration[];
  tab: TabId;
  /// Something was refused, or stands against what a colleague saved.
  refused: (rows: readonly RowEntry[]) => void;
}

const is_done = (outcome: Outcome) => typeof outcome !== 'string' || outcome === 'unchanged';

/// Saves what is typed into the rows, on the screen or not.
function useSaveRows({ fields_of }: Keeping) {
  const t = useText();
  const queries = useQueryClient();
  return (customer: number) =>
    Promise.all(
      rows_entered(String(customer)).map(async (entry) => {
        const where = { owner: owner_of(customer), fields: fields_of(entry.list), queries, t };
        return { entry, outcome: (await save_row(entry, where)) as Outcome };
      }),
    );
}

/// One message for all that was saved, with the customer's name and number.
function useSay() {
  const t = useText();
  const navigate = useNavigate();
  const tell = useTell();
  return (events: readonly (number | undefined)[], saved: CustomerRecord, and_close: boolean) => {
    const open = () => void navigate({ to: '/customers/$id', params: { id: String(saved.id) } });
    tell(
      [lists_key(saved.id), ...owner_of(saved.id).follow, ['customers']],
      events,
      t('ui.saved_customer', { name: full_name(saved), number: String(saved.number ?? '') }),
      { actions: and_close ? [{ label: t('ui.link.open'), run: open }] : [] },
    );
  };
}

/// Saves the form and every row that is being entered, on whichever tab; one message with one way back.
export function useKeep(keeping: Keeping) {
  const { id, record, save, tab, refused } = keeping;
  const navigate = useNavigate();
  const close = useClose(id);
  const save_rows = useSaveRows(keeping);
  const say = useSay();
  const take_its_place = (created: number) => {
    forget_entries_of(id);
    note_created(id, String(created));
    forget_tab(id);
  };
  const show_created = (created: number) => {
    take_its_place(created);
    remember_tab(String(created), tab);
    void navigate({ to: '/customers/$id', params: { id: String(created) }, replace: true });
  };
  /// Whether all of it is saved now; `instead`: what happens then, in place of closing or staying.
  return async (and_close: boolean, instead?: (saved: CustomerRecord) => void): Promise<boolean> => {
    const of_stored = record ? await save_rows(record.id) : [];
    const outcome = await save();
    if (!record && typeof outcome !== 'string') move_rows(id, String(outcome.saved.id));
    const rows = !record && typeof outcome !== 'string' ? await save_rows(outcome.saved.id) : of_stored;
    const outcomes = record
      ? [...rows.map((row) => row.outcome), outcome]
      : [outcome, ...rows.map((row) => row.outcome)];
    const events = outcomes.flatMap((one) => (typeof one === 'string' ? [] : [one.event]));
    const failed = rows.filter((row) => !is_done(row.outcome)).map((row) => row.entry);
    const whole = !failed.length && is_done(outcome);
    const saved = typeof outcome === 'string' ? record : outcome.saved;
    if (saved && events.length) say(events, saved, and_close && whole);
    if (whole && instead && saved) {
      if (!record) take_its_place(saved.id);
      instead(saved);
    } else if (whole && and_close) close();
    else if (!record && saved) show_created(saved.id);
    if (!whole) refused(failed);
    return whole;
  };
}

/// Throws away what was entered, with the way back; closes a new form in which nothing was. False when there was
/// nothing to do.
export function useDiscard(id: string, record: CustomerRecord | undefined, after: () => void) {
  const t = useText();
  const close = useClose(id);
  return (): boolean => {
    if (!is_unsaved(id)) {
      if (!record) close();
      return !record;
    }
    const bring_back = discard_entries(id);
    const restore = () => {
      bring_back();
      after();
    };
    show_toast({ text: t('ui.discarded'), tone: 'warn', action: { label: t('ui.undo'), run: restore } });
    return true;
  };
}

export function useRemove(id: string, record: CustomerRecord | undefined, name: string) {
  const t = useText();
  const navigate = useNavigate();
  const close = useClose(id);
  const tell = useTell();
  return async (links?: LinksOfOthers) => {
    if (!record) return;
    try {
      const event = await delete_customer(record.id, record.version, links);
      const undone = () => void navigate({ to: '/customers/$id', params: { id } });
      const follow = [lists_key(record.id), ...owner_of(record.id).follow, ['customers']];
      tell(follow, event, t('ui.customer.deleted', { name }), { tone: 'warn', undone });
      close();
    } catch (reason) {
      tell_failure(reason, t);
    }
  };
}
