// Where the customer's fields stand: groups by tab, the first in the order of an address label; widths in twelfths of
// the group. `quick_path`: the stations of the Enter key, which runs past what is filled in by itself. A declared field
// that has no place here joins the last group of its tab, so that a new field of the program appears without a line in
// this file.
import type { FieldDeclaration, Kind } from '../../api/types.ts';
import type { Place } from '../../forms/row_places.ts';
import { link_names } from './link_names.ts';
import type { TabId } from './tabs.ts';

export type GroupId =
  | 'address'
  | 'reach'
  | 'order'
  | 'payment'
  | 'work'
  | 'web'
  | 'person'
  | 'links'
  | 'status'
  | 'flags'
  | 'tax'
  | 'archive';
export interface Group {
  id: GroupId;
  places: readonly Place[];
}

const at = (name: string, width: number): Place => ({ name, width });
const numbered = (name: string, count: number, width: number) =>
  Array.from({ length: count }, (_, index) => at(`${name}${index + 1}`, width));

const of_customer: readonly Group[] = [
  {
    id: 'address',
    places: [
      at('salutation', 6),
      at('title', 6),
      at('first_name', 4),
      at('name_prefix', 3),
      at('name', 5),
      at('addition', 12),
      at('street', 5),
      at('house_number', 3),
      at('house_number_suffix', 4),
      at('address_addition', 12),
      at('country', 4),
      at('postcode', 3),
      at('town', 5),
      at('po_box', 4),
      at('po_box_postcode', 3),
      at('po_box_town', 5),
      at('letter_salutation', 12),
    ],
  },
  {
    id: 'reach',
    places: [
      at('phone_private', 6),
      at('phone_mobile', 6),
      at('phone_business', 6),
      at('fax', 6),
      at('email', 12),
      at('alternative_emails', 12),
      at('birth_date', 6),
      at('gender', 6),
      at('language', 6),
    ],
  },
  {
    id: 'order',
    places: [
      at('number', 6),
      at('debtor_number', 6),
      at('matchcode', 12),
      at('kind', 5),
      at('category', 7),
      at('code1', 6),
      at('code2', 6),
      at('first_contact_on', 6),
    ],
  },
];

const more: readonly Group[] = [
  {
    id: 'payment',
    places: [
      at('mailing_kind', 5),
      at('payment_kind', 7),
      at('payment_term', 7),
      at('currency', 5),
      at('credit_limit', 6),
      at('print_copies', 6),
      at('handler', 6),
      at('vat_id', 6),
    ],
  },
  { id: 'work', places: [at('employer', 6), at('position', 6), at('occupation', 12), ...numbered('free', 5, 6)] },
  { id: 'web', places: [at('website', 12), at('ip_address', 12)] },
  { id: 'links', places: link_names.map((name) => at(name, 12)) },
];

/// Flags that keep a customer out of something; each may have a reason and a day beside it.
export const blocks = ['booking_block', 'no_selection', 'no_open_items', 'hidden_in_search'] as const;
const other_flags = ['print_invoice', 'no_bonus_points', 'sms_list', 'invoice_after_settlement'];

const attributes: readonly Group[] = [
  { id: 'status', places: numbered('status', 32, 6) },
  { id: 'flags', places: [...blocks, ...other_flags].map((name) => at(name, 12)) },
  { id: 'tax', places: [at('tax_number', 12), at('print_tax_number', 12)] },
  { id: 'archive', places: [at('archived_bookings', 12), at('last_departure_on', 6), at('last_booked_on', 6)] },
];

type ByTab = Partial<Record<TabId, readonly Group[]>>;
const of_persons: ByTab = { customer: of_customer, more, attributes };

/// Fields of a person, which a firm has for the one who signs its letters: out of the way, under Zusatz.
const personal = ['title', 'first_name', 'name_prefix', 'initials', 'birth_date', 'gender', 'phone_private'];
/// What a firm is asked for first.
const of_firms_first = ['website', 'vat_id'];

const without = (group: Group, names: readonly string[]): Group => ({
  ...group,
  places: group.places.filter((place) => !names.includes(place.name)),
});
function changed(groups: readonly Group[], changes: Partial<Record<GroupId, (group: Group) => Group>>): Group[] {
  return groups.map((group) => changes[group.id]?.(group) ?? group);
}

const of_firms: ByTab = {
  customer: changed(of_customer, {
    address: (group) => ({
      ...group,
      places: [at('salutation', 4), at('name', 8), ...without(group, [...personal, 'salutation', 'name']).places],
    }),
    reach: (group) => ({ ...group, places: [...without(group, personal).places, at('website', 12), at('vat_id', 12)] }),
  }),
  more: [
    ...changed(more, {
      payment: (group) => without(group, of_firms_first),
      web: (group) => without(group, of_firms_first),
    }).filter((group) => group.places.length),
    { id: 'person', places: personal.map((name) => at(name, 6)) },
  ],
  attributes,
};
const by_tab = (kind: Kind): ByTab => (is_firm(kind) ? of_firms : of_persons);
const is_firm = (kind: Kind) => kind === 'company' || kind === 'agency';
/// Joined by what has no place: the group of each tab.
const joined: Partial<Record<TabId, GroupId>> = { customer: 'order', more: 'web', attributes: 'archive' };

const shown_elsewhere = (name: string) =>
  ['created_at', 'changed_at'].includes(name)
  || name.endsWith('_e164')
  || blocks.some((flag) => name.startsWith(`${flag}_`));

/// The tab of a field: where it is placed, else the tab Kunde when the program says so, else Attribute for yes or no,
/// else Zusatz.
export function tab_of_field(field: FieldDeclaration, kind: Kind): TabId {
  for (const tab of ['customer', 'more', 'attributes'] as const)
    if (by_tab(kind)[tab]!.some((group) => group.places.some((place) => place.name === field.name))) return tab;
  if (blocks.some((flag) => field.name.startsWith(`${flag}_`))) return 'attributes';
  return field.on_tab ? 'customer' : field.kind === 'yes_no' ? 'attributes' : 'more';
}

/// The groups of a tab with every declared field that belongs there.
export function groups_of(tab: TabId, fields: readonly FieldDeclaration[], kind: Kind): readonly Group[] {
  const groups = by_tab(kind)[tab] ?? [];
  const placed = new Set(groups.flatMap((group) => group.places.map((place) => place.name)));
  const left = fields.filter(
    (field) => !placed.has(field.name) && !shown_elsewhere(field.name) && tab_of_field(field, kind) === tab,
  );
  if (!left.length) return groups;
  return groups.map((group) =>
    group.id === joined[tab]
      ? { ...group, places: [...group.places, ...left.map((field) => at(field.name, 6))] }
      : group,
  );
}

const person = [
  'salutation',
  'first_name',
  'name_prefix',
  'name',
  'street',
  'house_number',
  'postcode',
  'town',
  'phone_private',
  'phone_mobile',
  'email',
  'birth_date',
];
const house = [
  ...['name', 'addition', 'street', 'house_number', 'postcode', 'town'],
  ...['phone_business', 'email', 'website', 'vat_id'],
];

export function quick_path(kind: Kind): readonly string[] {
  return is_firm(kind) ? house : person;
}

/// Stations that Enter runs past: what a proposal has filled or the splitting of the street will fill, and the prefix of
/// a name that stands there.
export function is_passed(field: string, text: (name: string) => string): boolean {
  if (field === 'town') return text('town') !== '';
  if (field === 'house_number') return text(field) !== '' || text('street') === '' || /\d/.test(text('street'));
  return field === 'name_prefix' && text('name') !== '';
}
