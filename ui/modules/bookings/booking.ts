// A booking (Vorgang) as the program sends it, and which fields its head and its rows have on the screen: kind of
// entry, place, width. Limits, refusals and every figure come from the server.
import type { FieldDeclaration, Value } from '../../api/types.ts';

export type Row = { id?: number; version?: number; position?: number } & Record<string, unknown>;

export interface Person {
  id: number;
  number: number;
  name: string;
}
export interface Totals {
  participants: number;
  services: string;
  commission: string;
  amounts: string;
  fees: string;
  charges: string;
  total: string;
  paid: string;
  open: string;
  purchase?: string | null;
  turnover?: string;
  taxes?: { tax: string; rate: string | null; gross: string; amount: string | null }[];
}
export interface Warning {
  key: string;
  text: string;
  field?: string;
}
/// A value that was copied when the booking was begun, with whose it is.
export interface Sourced {
  value: Value;
  source: 'customer' | 'agency' | 'standard' | 'booking';
  of_profile?: Value;
}
export interface Booking {
  id: number;
  number: number;
  version: number;
  customer: Person | null;
  agency: Person | null;
  kind: string;
  state: string;
  participants: Row[];
  services: Row[];
  amounts: Row[];
  fees: Row[];
  charges: Row[];
  due_dates: Row[];
  payments: Row[];
  documents: Row[];
  notes: Row[];
  totals: Totals;
  terms?: Record<string, Sourced>;
  commission?: { turnover_before: string | null; from: Person | null };
  warnings: Warning[];
  /// Money or a final paper forbids undo and deletion.
  final?: boolean;
  issues?: { field: string; key: string; text: string }[];
  [field: string]: unknown;
}

export interface Field {
  name: string;
  kind: string;
  /// Twelfths of the form, or of a row's details.
  width: 1 | 2 | 3 | 4 | 6;
  /// Column of the row's table: its share of the width. None: among the details of the row.
  column?: number;
  /// The Enter key stops here.
  station?: true;
  base_data?: string;
  choice_list?: string;
  choices?: readonly string[];
  required?: true;
  /// Computed by the program.
  computed?: true;
  /// Only where the booking belongs to an agency (bookings.md 2.3).
  of_agency?: true;
  right?: string;
}

const text = (name: string, width: Field['width'] = 2): Field => ({ name, kind: 'text', width });
const date = (name: string, width: Field['width'] = 2): Field => ({ name, kind: 'date', width });
const money = (name: string, width: Field['width'] = 2): Field => ({ name, kind: 'money', width });
const integer = (name: string, width: Field['width'] = 1): Field => ({ name, kind: 'integer', width });
const choice = (name: string, choices: readonly string[], width: Field['width'] = 2): Field => ({
  ...{ name, kind: 'choice', width, choices },
});
const listed = (name: string, choice_list: string, width: Field['width'] = 2): Field => ({
  ...{ name, kind: 'text', width, choice_list },
});
const coded = (name: string, base_data: string, width: Field['width'] = 2): Field => ({
  ...{ name, kind: 'text', width, base_data },
});
const station = (field: Field): Field => ({ ...field, station: true });
const in_column = (share: number, field: Field): Field => ({ ...field, column: share });

export const kinds = ['booking', 'offer', 'option', 'reservation', 'fee_booking', 'agency_booking'] as const;

/// In view together with the rows.
export const head_fields: readonly Field[] = [
  station(date('departs_on')),
  station(date('returns_on')),
  listed('travel_kind', 'travel_kind'),
  listed('transport', 'transport'),
  { ...choice('kind', kinds), required: true },
  date('booked_on'),
  station(coded('destination', 'destinations')),
  date('option_until'),
  listed('payment_kind', 'payment_kind'),
  listed('payment_term', 'payment_term'),
  text('registrant_name'),
  { name: 'agency', kind: 'customer_number', width: 2 },
];

/// Seldom changed: on a tab of its own.
export const further_fields: readonly Field[] = [
  text('handler'),
  text('external_number'),
  { name: 'currency', kind: 'currency', width: 2 },
  { name: 'language', kind: 'language', width: 2 },
  integer('print_copies', 2),
  text('security_certificate', 3),
  date('security_certificate_on'),
  ...Array.from({ length: 9 }, (_, place) => text(`company${place + 1}`, 4)),
];

export const service_kinds = [
  ...['package', 'flight', 'hotel', 'train', 'bus', 'transfer', 'ship', 'car', 'insurance', 'ticket', 'fee', 'agency'],
  'other',
] as const;
/// Kinds of service that are made of stages.
export const has_segments = (kind: string) => ['flight', 'train', 'ship'].includes(kind);

/// Rows of one kind; `record` names their fields in the texts.
export interface Rows {
  name: string;
  record: string;
  fields: readonly Field[];
}
export interface List extends Rows {
  name: ListName;
  /// Rows within each row.
  inner?: Rows;
}
export type ListName = 'participants' | 'services' | 'amounts' | 'due_dates' | 'fees';

const genders = ['female', 'male', 'diverse', 'none'] as const;
const taxes = ['margin', 'margin_exempt', 'intermediated', 'standard', 'reduced', 'zero', 'outside'] as const;

export const lists: readonly List[] = [
  {
    name: 'participants',
    record: 'participant',
    fields: [
      in_column(2, listed('salutation', 'salutation')),
      station(in_column(4, text('first_name'))),
      station(in_column(4, { ...text('name'), required: true })),
      station(in_column(3, date('birth_date'))),
      { ...in_column(1, integer('age')), computed: true },
      text('title'),
      text('name_prefix'),
      choice('gender', genders),
      text('role'),
      { name: 'customer', kind: 'customer_number', width: 4 },
      choice('document', ['passport', 'identity_card', 'residence_permit', 'visa']),
      text('passport_number'),
      { name: 'nationality', kind: 'country', width: 2 },
      date('valid_until'),
      date('issued_on'),
      { name: 'issuing_country', kind: 'country', width: 2 },
      text('issuing_place'),
      text('birth_place', 3),
      ...Array.from({ length: 5 }, (_, at) => text(`free${at + 1}`)),
      text('wishes', 6),
      text('duties', 6),
    ],
  },
  {
    name: 'services',
    record: 'service',
    fields: [
      station(in_column(3.3, choice('service_kind', service_kinds))),
      station(in_column(2.6, coded('operator', 'operators'))),
      station(in_column(5, text('description'))),
      in_column(2.9, date('starts_on')),
      in_column(2.9, date('ends_on')),
      station(in_column(1.4, integer('count'))),
      station(in_column(2.3, money('unit_price'))),
      listed('product_type', 'product_type'),
      coded('destination', 'destinations'),
      listed('price_text', 'price_text'),
      listed('service_type', 'service_type'),
      choice('collection', ['house', 'operator']),
      choice('tax', taxes),
      { ...money('commission_rate'), right: 'bookings.discount' },
      { ...money('commission_amount'), right: 'bookings.discount' },
      { ...money('agency_commission'), of_agency: true },
      money('purchase_price'),
      text('external_number'),
      choice('document_status', ['missing', 'requested', 'ok']),
    ],
    inner: {
      name: 'segments',
      record: 'segment',
      fields: [
        ...[in_column(3, text('from_place')), in_column(3, text('to_place')), in_column(2, text('carrier'))],
        ...[in_column(2, text('number')), in_column(4, text('departs_at')), in_column(4, text('arrives_at'))],
        in_column(2, text('class')),
      ],
    },
  },
  {
    name: 'amounts',
    record: 'amount',
    fields: [
      station(in_column(8, text('text'))),
      station(in_column(3, money('amount'))),
      in_column(2.4, { name: 'per_participant', kind: 'yes_no', width: 2 }),
      in_column(3, choice('tax', taxes)),
      { ...in_column(4, text('source')), computed: true },
    ],
  },
  {
    name: 'due_dates',
    record: 'due_date',
    fields: [station(in_column(3, date('due_on'))), station(in_column(3, money('amount')))],
  },
  {
    name: 'fees',
    record: 'fee',
    fields: [
      in_column(6, text('text')),
      in_column(3, money('amount')),
      in_column(1.5, integer('participants')),
      { ...in_column(3, text('occasion')), computed: true },
      { ...in_column(3, text('source')), computed: true },
    ],
  },
];

export const list_of = (name: ListName): List => lists.find((one) => one.name === name)!;

const in_the_past = ['birth_date', 'issued_on'];

/// As the forms of the house take it; what the program declares of the field counts before what stands here.
export function declaration_of(field: Field, declared: FieldDeclaration | undefined, read_only: boolean) {
  const { name, kind, base_data, choice_list, choices, required } = field;
  const own = { name, kind, base_data, choice_list, choices: choices as string[] | undefined, required };
  const limits = declared ? { max_length: declared.max_length, privacy: declared.privacy } : {};
  return {
    ...own,
    ...limits,
    ahead: !in_the_past.includes(name),
    read_only: read_only || field.computed || false,
  } satisfies FieldDeclaration;
}
