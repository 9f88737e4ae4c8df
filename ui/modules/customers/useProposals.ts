// What the form fills in by itself: salutation -> gender and letter salutation, names -> matchcode, postcode -> town.
// Only where nobody typed something else.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Kind, Proposals, Value } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { equal, type Draft } from '../../forms/draft.ts';
import { as_text, proposals, useTowns } from './record.ts';
import { useDraftField } from '../../forms/useDraft.ts';

const origins = ['salutation', 'title', 'name', 'first_name', 'name_prefix', 'kind', 'language', 'country'];
/// Shown in the empty form: today, the house's country, and what each kind of customer begins with (J-046, J-120, J-121).
const from_the_start = ['first_contact_on', 'country', 'mailing_kind', 'payment_kind', 'payment_term'] as const;
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
      take_prefix(draft, values.name, answer);
      for (const field of proposed) if (answer[field] !== undefined) draft.propose(field, answer[field] ?? null);
    } catch {
      asked.current = '';
    }
  };
}

/// "van der Meer" goes into its two fields, unless something else stands there by now.
function take_prefix(draft: Draft, asked_name: Value | undefined, { name, name_prefix }: Proposals) {
  if (!name || !name_prefix || !draft.is_changed('name') || draft.text('name_prefix') !== '') return;
  if (!equal(draft.value('name'), asked_name) || equal(name, asked_name)) return;
  draft.type('name', name);
  draft.type('name_prefix', name_prefix);
}

/// Towns of the typed postcode; a single one is filled in, several are offered.
export function useProposedTown(draft: Draft, country: string, postcode: string, asked: boolean): readonly string[] {
  const { data: towns } = useTowns(country || 'DE', asked ? postcode : '');
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

/// What stands below the numbers of a new customer: the number he will probably get; a warning when one was typed
/// (J-033). The final number is drawn when he is saved.
export function useProposedNumbers(draft: Draft, kind: Kind, asked: boolean): Record<string, string | undefined> {
  const t = useText();
  const typed = [useDraftField(draft, 'number').text, useDraftField(draft, 'debtor_number').text];
  const { data } = useQuery({
    queryKey: ['proposed-numbers', kind],
    enabled: asked,
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) => proposals({ kind }, signal),
  });
  useEffect(() => {
    if (!asked || !data) return;
    // Into the base: a form nobody typed into is not a changed one.
    const fresh = from_the_start.filter((name) => data[name] && !draft.base[name]);
    if (fresh.length)
      draft.accept({ ...draft.base, ...Object.fromEntries(fresh.map((name) => [name, data[name]!])) }, {});
  }, [asked, data, draft]);
  if (!asked) return {};
  const hint = (text: string, number: number | null | undefined) =>
    text
      ? t('ui.customer.number_warning')
      : number
        ? t('ui.customer.number_probably', { number: String(number) })
        : t('ui.customer.number_given');
  return { number: hint(typed[0]!, data?.number), debtor_number: hint(typed[1]!, data?.debtor_number) };
}
