// Undoes one change of a list. What it takes back is asked first: one record goes at once, more are said in a dialog;
// what stands against it is said as a refusal, with the names of the fields.
import { useState } from 'react';
import { Refusal } from '../../api/client.ts';
import { useText, useWord } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { reverse, scope_of, type UndoScope } from '../../shell/undo.ts';
import { words_of } from '../../shell/words_of.ts';
import { UndoDialog } from './UndoDialog.tsx';

export function useUndoChange(event: number | undefined, on_undone: () => void, of_one_customer?: boolean) {
  const t = useText();
  const word = useWord();
  const [busy, set_busy] = useState(false);
  const [scope, set_scope] = useState<UndoScope>();
  const [refusal, set_refusal] = useState<string>();
  const said = (reason: unknown) => {
    const fields = reason instanceof Refusal ? (reason.problem.conflicts ?? []) : [];
    return [words_of(reason, t), ...fields.map((one) => word(`${one.record}.${one.field}`, one.field))]
      .filter(Boolean)
      .join(' · ');
  };
  const undo = async (count: number, complain: (words: string) => void) => {
    set_busy(true);
    try {
      await reverse(event!, count);
      set_scope(undefined);
      on_undone();
      show_toast({ text: t('ui.undone'), seconds: 5 });
    } catch (reason) {
      complain(said(reason));
    }
    set_busy(false);
  };
  const in_a_toast = (text: string) => void show_toast({ text, tone: 'danger' });
  const ask = async () => {
    set_refusal(undefined);
    try {
      const asked = await scope_of(event!);
      if (asked.records > 1 || asked.conflicts.length) set_scope(asked);
      else await undo(asked.records, in_a_toast);
    } catch (reason) {
      in_a_toast(said(reason));
    }
  };
  const dialog = scope ? (
    <UndoDialog
      event={event!}
      scope={scope}
      of_one_customer={of_one_customer}
      refusal={refusal}
      busy={busy}
      on_undo={(count) => undo(count, set_refusal)}
      on_close={() => set_scope(undefined)}
    />
  ) : null;
  return { busy, ask, dialog };
}
