// Which value of which customer stays, field by field: what the server proposes until a person chooses otherwise. No
// React here.
import { equal } from '../../forms/draft.ts';
import type { MergeField } from './requests.ts';

export type Chosen = Readonly<Record<string, number>>;

export const chosen_of = (field: MergeField, chosen: Chosen) => chosen[field.name] ?? field.proposed;

/// What the one who stays keeps: numbers and kind cannot be chosen.
export const is_own = (field: MergeField) => ['number', 'debtor_number', 'kind'].includes(field.name);

/// Whether there is anything to choose; a field that is equal or empty everywhere needs no line.
export function differs(field: MergeField): boolean {
  const [first, ...others] = field.values;
  return first !== undefined && others.some((other) => !equal(other.value, first.value));
}

/// What is sent: decisions that differ from the proposal.
export function decisions(fields: readonly MergeField[], chosen: Chosen): Record<string, number> {
  const own = fields.filter((field) => chosen_of(field, chosen) !== field.proposed);
  return Object.fromEntries(own.map((field) => [field.name, chosen_of(field, chosen)]));
}
