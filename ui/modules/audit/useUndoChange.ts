// Undoes one change of the list; what stands against it is said with the names of the fields.
import { useState } from 'react';
import { Refusal } from '../../api/client.ts';
import { useText, useWord } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { reverse } from '../../shell/undo.ts';

export function useUndoChange(event: number, on_undone: () => void) {
  const t = useText();
  const word = useWord();
  const [busy, set_busy] = useState(false);
  const words_of = (reason: unknown) => {
    if (!(reason instanceof Refusal)) return t('ui.unreachable');
    const fields = (reason.problem.conflicts ?? []).map((one) => word(`${one.record}.${one.field}`, one.field));
    return [reason.message, ...fields].join(' · ');
  };
  const undo = async () => {
    set_busy(true);
    try {
      await reverse(event);
      on_undone();
      show_toast({ text: t('ui.undone'), seconds: 5 });
    } catch (reason) {
      show_toast({ text: words_of(reason), tone: 'danger' });
    }
    set_busy(false);
  };
  return { busy, undo };
}
