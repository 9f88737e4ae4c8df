// Saving a customer: what is told before, where the saved record is shown; the saving itself is that of every record
// (forms/saving.ts).
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CustomerRecord, FieldDeclaration } from '../../api/types.ts';
import { as_demanded, type Captions } from '../../forms/captions.ts';
import type { Draft } from '../../forms/draft.ts';
import { as_declared, save_draft, typed_problems, type Outcome, type Target } from '../../forms/saving.ts';
import { useText } from '../../shell/language.tsx';
import { customer_key } from '../../api/customer.ts';
import { change_customer, create_customer } from './record.ts';

export type CustomerOutcome = Outcome<CustomerRecord>;

interface Options {
  draft: Draft;
  fields: readonly FieldDeclaration[];
  record?: CustomerRecord;
  /// What the house demands of this kind beside the declared.
  demanded: Captions;
  /// Asked before anything is sent; false stops.
  confirm: () => Promise<boolean>;
}

/// Numbers and the kind are drawn or set by the program where the user left them empty.
const given_by_server = ['number', 'debtor_number', 'kind'];

export function useSave({ draft, fields, record, demanded, confirm }: Options) {
  const t = useText();
  const queries = useQueryClient();
  const [busy, set_busy] = useState(false);
  const keep = (saved: CustomerRecord) => void queries.setQueryData(customer_key(saved.id), saved);
  const target: Target<CustomerRecord> = {
    fields,
    confirm,
    problems: () => typed_problems(draft, as_demanded(fields, demanded), given_by_server, t),
    seen: (current) => keep(current as CustomerRecord),
    ...(record
      ? { change: (values, version) => change_customer(record.id, version, values) }
      : { always: true, create: (once) => create_customer(as_declared(draft.whole(), fields), once) }),
  };
  const save = async (): Promise<CustomerOutcome> => {
    set_busy(true);
    try {
      const outcome = await save_draft(draft, target, t);
      if (typeof outcome !== 'string') {
        keep(outcome.saved);
        void queries.invalidateQueries({ queryKey: ['history', String(outcome.saved.id)] });
        void queries.invalidateQueries({ queryKey: ['customers'] });
      }
      return outcome;
    } finally {
      set_busy(false);
    }
  };
  return { save, busy };
}
