// Where the fields of a row stand, in twelfths of its width, by record. A declared field without a place follows at the
// end.
import type { FieldDeclaration } from '../api/types.ts';
import type { Values } from './draft.ts';

export interface Place {
  name: string;
  width: number;
}

const at = (name: string, width: number): Place => ({ name, width });

const by_record: Record<string, readonly Place[]> = {
  label: [
    ...[at('name', 4), at('abbreviation', 2), at('colour', 3), at('icon', 3)],
    ...[at('valid_until', 4), at('valid_days', 4), at('valid_with', 4), at('notice', 12)],
  ],
  permission: [at('name', 6), at('purpose', 3), at('channel', 3)],
  permission_wording: [at('wording_version', 4), at('language', 4), at('holds_from', 4), at('wording', 12)],
  family_member: [
    at('salutation', 2),
    at('title', 2),
    at('first_name', 2),
    at('name_prefix', 2),
    at('name', 4),
    at('birth_date', 2),
    at('role', 2),
    at('gender', 2),
    at('letter_salutation', 3),
    at('customer', 3),
  ],
  passport: [
    at('document', 3),
    at('number', 3),
    at('valid_until', 3),
    at('nationality', 3),
    at('issuing_country', 3),
    at('issuing_place', 3),
    at('issued_on', 3),
    at('birth_place', 3),
    at('birth_name', 3),
    at('free1', 3),
    at('free2', 3),
    at('free3', 3),
    at('free4', 3),
    at('free5', 3),
  ],
  wish: [at('kind', 3), at('code', 4), at('text', 5)],
  bank_account: [
    at('iban', 7),
    at('bic', 5),
    at('bank_name', 7),
    at('holder', 5),
    at('account_number', 7),
    at('bank_code', 5),
    at('mandate', 7),
    at('mandate_on', 5),
    at('mandate_scheme', 7),
    at('mandate_use', 5),
  ],
  card: [
    at('kind', 5),
    at('brand', 7),
    at('valid_until', 4),
    at('last4', 4),
    at('number', 4),
    at('holder', 4),
    at('token', 6),
  ],
  phone_entry: [at('department', 3), at('contact', 3), at('number', 3), at('remark', 3)],
  surcharge: [at('kind', 3), at('text', 4), at('amount', 2), at('per', 3)],
  commission_assignment: [
    at('operator', 4),
    at('product_type', 4),
    at('destination', 4),
    at('price_text', 4),
    at('service_type', 4),
    at('commission_table', 4),
  ],
  fee_assignment: [at('fee_rule', 8), at('amount', 4)],
  commission_table: [
    at('code', 2),
    at('name', 6),
    at('rate', 2),
    at('basis', 2),
    at('tiers', 6),
    at('valid_from', 2),
    at('valid_until', 2),
    at('vat', 2),
    at('cancellation_rate', 3),
    at('cancellation_minimum', 3),
    at('cancellation_steps', 6),
    at('hidden', 12),
  ],
  fee_rule: [
    at('code', 2),
    at('name', 5),
    at('invoice_text', 5),
    at('kind', 3),
    at('audience', 3),
    at('occasion', 3),
    at('amount', 3),
    at('operator', 3),
    at('product_type', 3),
    at('destination', 3),
    at('service_type', 3),
    at('per_participant', 12),
    at('minutes', 3),
    at('hidden', 12),
  ],
  agency: [],
};

/// Fields of a row that its list sets, not the user.
const set_by_list = ['position', 'holder_kind', 'customer_id'];

export function places_of(record: string, fields: readonly FieldDeclaration[]): Place[] {
  const known = by_record[record] ?? [];
  const declared = new Set(fields.map((field) => field.name));
  const skipped = new Set(set_by_list);
  const left = fields.filter(
    (field) =>
      !skipped.has(field.name) && !known.some((place) => place.name === field.name) && field.kind !== 'blind_index',
  );
  return [
    ...known.filter((place) => declared.has(place.name) && !skipped.has(place.name)),
    ...left.map((field) => at(field.name, field.kind === 'multiline' ? 12 : 4)),
  ];
}

/// What a new row is before anybody says otherwise: of a choice that must be made, the first.
export const usual = (fields: readonly FieldDeclaration[]): Values =>
  Object.fromEntries(
    fields
      .filter((field) => field.kind === 'choice' && field.required && field.choices?.length)
      .map((field) => [field.name, field.choices![0]!]),
  );
