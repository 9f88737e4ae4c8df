// "That is this customer": the entry of a new customer is given up, its words go into the empty fields of the one who
// is there.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Kind } from '../../api/types.ts';
import { useText, useWord } from '../../shell/language.tsx';
import { note_closed } from '../../shell/open_customers.ts';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import type { Draft } from '../../forms/draft.ts';
import { draft_of, forget_entries_of } from '../../forms/entries.ts';
import { customer_key, load_customer } from '../../api/customer.ts';
import { take_over, type TakenOver } from './take_over.ts';

function useTold() {
  const t = useText();
  const word = useWord();
  const names = (fields: readonly string[]) => fields.map((field) => word(`customer.${field}`, field)).join(', ');
  return ({ filled, kept }: TakenOver) =>
    [
      filled.length
        ? t('ui.duplicates.taken', { count: filled.length, fields: names(filled) })
        : t('ui.duplicates.opened'),
      kept.length ? t('ui.duplicates.kept', { fields: names(kept) }) : '',
    ]
      .filter(Boolean)
      .join(' ');
}

export function useTakeOver(typed: Draft) {
  const t = useText();
  const told = useTold();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async (customer: number) => {
    const kind = (typed.value('kind') ?? 'private') as Kind;
    try {
      const record = await load_customer(customer);
      queries.setQueryData(customer_key(customer), record);
      const theirs = draft_of(String(customer), record);
      const before = theirs.keep();
      const entry = typed.keep();
      const taken = take_over(typed, theirs);
      forget_entries_of(`new-${kind}`);
      note_closed(`new-${kind}`);
      const undo = () => {
        theirs.discard();
        theirs.restore(before);
        draft_of(`new-${kind}`, { kind }).restore(entry);
        void navigate({ to: '/customers/new/$kind', params: { kind } });
      };
      show_toast({ text: told(taken), action: { label: t('ui.undo'), run: undo } });
      void navigate({ to: '/customers/$id', params: { id: String(customer) } });
    } catch (reason) {
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    }
  };
}
