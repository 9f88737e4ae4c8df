// Taking the customer who is there already instead of creating him again: what was typed goes into his empty fields as
// entries not yet saved; where he says something else, his word stays. Nothing is stored here.
import type { CustomerRecord, Value } from '../../api/types.ts';
import { type Draft, equal, is_empty } from '../../forms/draft.ts';

/// What a new customer gets by himself and the one who is there has already.
const of_the_new_one = ['kind', 'number', 'debtor_number', 'matchcode', 'letter_salutation', 'first_contact_on'];

export interface TakenOver {
  filled: string[];
  /// Typed, but the found customer says something else.
  kept: string[];
}

export function take_over(typed: Draft, theirs: Draft): TakenOver {
  const taken: TakenOver = { filled: [], kept: [] };
  for (const [name, value] of Object.entries(typed.changes())) {
    if (of_the_new_one.includes(name) || is_empty(value) || equal(value, theirs.value(name))) continue;
    if (is_empty(theirs.value(name))) {
      theirs.type(name, value);
      taken.filled.push(name);
    } else if (!typed.is_proposed(name)) taken.kept.push(name);
  }
  return taken;
}

/// The values a check needs: everything typed or stored so far, empty ones left out.
export function asked_values(draft: Draft, record: CustomerRecord | undefined): Record<string, Value> {
  const asked: Record<string, Value> = record ? { id: record.id } : {};
  for (const name of compared) {
    const value = draft.value(name);
    if (!is_empty(value)) asked[name] = typeof value === 'string' ? value.trim() : value;
  }
  return asked;
}

const compared = [
  'kind',
  'name',
  'first_name',
  'name_prefix',
  'addition',
  'street',
  'house_number',
  'house_number_suffix',
  'postcode',
  'town',
  'country',
  'birth_date',
  'email',
  'phone_private',
  'phone_business',
  'phone_mobile',
  'code1',
] as const;

/// Leaving one of these asks (J-027).
export const asking: readonly string[] = compared.filter((name) => !['kind', 'country', 'town'].includes(name));
