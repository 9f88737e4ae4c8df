// What the house asks about before a customer is saved without it: put as one question, and remembered with the draft,
// so that nobody answers it twice. A stored customer's old gaps are no question: only what was emptied now is.
import { lazy, useState, type ReactNode } from 'react';
import { Arriving } from '../../parts/Arriving.tsx';
import { Refusal } from '../../api/client.ts';
import type { CustomerRecord } from '../../api/types.ts';
import type { Draft, Values } from '../../forms/draft.ts';
import { missing_fields } from './record.ts';

const MissingQuestion = lazy(async () => ({ default: (await import('./MissingQuestion.tsx')).MissingQuestion }));

interface Asked {
  fields: readonly string[];
  answer: (save: boolean) => void;
}

const confirmed = new WeakMap<Draft, Set<string>>();

/// Fields to be asked about; none where the server refuses the entry anyway and says why at saving.
async function unanswered(draft: Draft, record: CustomerRecord | undefined): Promise<string[]> {
  const changes = draft.changes();
  if (record && !Object.values(changes).includes(null)) return [];
  const values: Values = record
    ? { kind: record.kind ?? null, country: record.country ?? null, ...changes }
    : draft.whole();
  try {
    const known = confirmed.get(draft);
    const open = (name: string) => !known?.has(name) && (!record || draft.is_changed(name));
    return (await missing_fields(values)).filter(open);
  } catch (reason) {
    if (reason instanceof Refusal) return [];
    throw reason;
  }
}

export function useMissing(draft: Draft, record: CustomerRecord | undefined, go_to: (field: string) => void) {
  const [asked, ask] = useState<Asked>();
  /// False when the user goes back to what is missing.
  const confirm = async (): Promise<boolean> => {
    const fields = await unanswered(draft, record);
    if (!fields.length) return true;
    const save = await new Promise<boolean>((answered) =>
      ask({
        fields,
        answer: (yes) => {
          ask(undefined);
          answered(yes);
        },
      }),
    );
    if (save) confirmed.set(draft, new Set([...(confirmed.get(draft) ?? []), ...fields]));
    else window.setTimeout(() => go_to(fields[0]!), 0);
    return save;
  };
  const view: ReactNode = asked ? (
    <Arriving>
      <MissingQuestion fields={asked.fields} save={() => asked.answer(true)} back={() => asked.answer(false)} />
    </Arriving>
  ) : null;
  return { view, confirm };
}
