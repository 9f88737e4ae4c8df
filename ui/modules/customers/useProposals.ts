// What the form fills in by itself: salutation -> gender and letter salutation, names -> matchcode, postcode -> town. Only where
// nobody typed something else.
import { useEffect, useRef } from 'react';
import type { Draft } from './draft.ts';
import { as_text, proposals, useTowns } from './record.ts';

const origins = ['salutation', 'title', 'name', 'first_name', 'name_prefix', 'kind', 'language'];
const proposed = ['matchcode', 'gender', 'letter_salutation'] as const;

export function useProposals(draft: Draft, is_new: boolean) {
  const asked = useRef('');
  const regarded = useRef<Promise<void>>(undefined);
  const sequence = useRef(0);

  const regard_stored = async () => {
    const would_be = await proposals(draft.base);
    for (const name of proposed) draft.regard_as_proposed(name, would_be[name]);
  };

  /// To be called when one of the origins is left.
  return async (name: string) => {
    if (!origins.includes(name)) return;
    const values = Object.fromEntries(origins.map((one) => [one, draft.value(one)]));
    const question = JSON.stringify(values);
    if (question === asked.current || (!is_new && !origins.some((one) => draft.is_changed(one)))) return;
    asked.current = question;
    const mine = ++sequence.current;
    try {
      if (!is_new) await (regarded.current ??= regard_stored());
      const answer = await proposals(values);
      if (mine !== sequence.current) return;
      for (const field of proposed) if (answer[field] !== undefined) draft.propose(field, answer[field] ?? null);
    } catch {
      asked.current = '';
    }
  };
}

/// Towns of the typed postcode; a single one is filled in, several are offered.
export function useProposedTown(draft: Draft, country: string, postcode: string): readonly string[] {
  const { data: towns } = useTowns(country || 'DE', postcode);
  const seen = useRef(postcode);
  useEffect(() => {
    if (!towns || seen.current === postcode) return;
    seen.current = postcode;
    if (towns.length === 1) draft.propose('town', towns[0]!);
    else if (towns.length > 1 && draft.is_proposed('town') && !towns.includes(as_text(draft.value('town'))))
      draft.propose('town', null);
  }, [towns, postcode, draft]);
  return towns ?? [];
}
