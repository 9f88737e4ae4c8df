// Where the fields of the tab Kunde stand: three groups, the first in the order of an address label; widths in twelfths of the
// group. `quick`: the stations of the Enter key, which runs past what is filled in by itself. A field of the tab that has no place
// here is shown at the end of the last group.
import type { Kind } from '../../api/types.ts';

export interface Place {
  name: string;
  width: number;
}
export interface Group {
  id: 'address' | 'reach' | 'order';
  places: readonly Place[];
}

const at = (name: string, width: number): Place => ({ name, width });

export const groups: readonly Group[] = [
  {
    id: 'address',
    places: [
      at('salutation', 6),
      at('title', 6),
      at('first_name', 5),
      at('name_prefix', 2),
      at('name', 5),
      at('addition', 12),
      at('street', 7),
      at('house_number', 3),
      at('house_number_suffix', 2),
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
      at('kind', 6),
      at('category', 6),
      at('code1', 6),
      at('code2', 6),
      at('first_contact_on', 6),
    ],
  },
];

const person = [
  'salutation',
  'first_name',
  'name',
  'street',
  'postcode',
  'town',
  'phone_private',
  'phone_mobile',
  'email',
  'birth_date',
];
const house = ['name', 'addition', 'street', 'postcode', 'town', 'phone_business', 'email'];

export function quick_path(kind: Kind): readonly string[] {
  return kind === 'private' || kind === 'prospect' ? person : house;
}

/// Stations that Enter runs past when they are filled already by a proposal.
export const filled_by_itself: readonly string[] = ['town'];
