import { describe, expect, it } from 'vitest';
import { Draft } from '../../forms/draft.ts';
import type { Booking } from './booking.ts';
import { changed_body, flattened, keys_in, named_here, place, whole_body } from './flat.ts';
import { newest_open, type Line } from './requests.ts';
import * as rows from './rows.ts';
import { is_passed, stations } from './stations.ts';

const person = { id: 7, number: 10007, name: 'Müller, Anna' };
const totals = {
  ...{ participants: 2, services: '0.00', commission: '0.00', amounts: '0.00', fees: '0.00', charges: '0.00' },
  ...{ total: '0.00', paid: '0.00', open: '0.00' },
};
const booking = (more: Partial<Booking> = {}): Booking => ({
  ...{ id: 5, number: 1234, version: 3, customer: person, agency: null, kind: 'booking', state: 'open' },
  departs_on: '2027-07-17',
  returns_on: '2027-07-31',
  participants: [
    { id: 11, position: 1, first_name: 'Anna', name: 'Müller', customer: person, passport_number: '••••1234' },
    { id: 12, position: 4, first_name: 'Ben', name: 'Müller', customer: null },
  ],
  services: [
    {
      ...{ id: 21, position: 2, service_kind: 'flight', count: 2, unit_price: '199.00', participants: ['4'] },
      segments: [{ id: 31, position: 1, from_place: 'FRA', to_place: 'PMI' }],
    },
  ],
  ...{ amounts: [], fees: [], charges: [], due_dates: [], payments: [], documents: [], notes: [] },
  ...{ totals, warnings: [] },
  ...more,
});
const stored = (more?: Partial<Booking>) => new Draft(flattened(booking(more)));
const begun = () =>
  new Draft(
    flattened(
      booking({ id: 0, number: 0, participants: [{ position: 1, first_name: 'Anna', name: 'Müller' }], services: [] }),
    ),
  );

describe('a booking as one draft', () => {
  it('sends nothing when nothing was typed', () => {
    expect(changed_body(stored())).toEqual({});
  });

  it('sends the fields of the head that changed, and lists whole', () => {
    const draft = stored();
    draft.type('destination', 'PMI');
    rows.row_view(draft, 'services', '21').type('count', '3');
    const body = changed_body(draft) as { services: Record<string, unknown>[] };
    expect(Object.keys(body)).toEqual(['destination', 'services']);
    expect(body.services[0]).toMatchObject({ id: 21, position: 2, count: 3, unit_price: '199.00', participants: [4] });
    expect(body.services[0]!.segments).toMatchObject([{ id: 31, from_place: 'FRA', to_place: 'PMI' }]);
  });

  it('names people by their position, which a new one gets behind all others', () => {
    const draft = stored();
    rows.row_view(draft, 'participants', 'n1').type('first_name', 'Carla');
    draft.type(place('services', '21', 'participants'), ['12', 'n1']);
    const body = changed_body(draft) as {
      participants: { position: number }[];
      services: { participants: number[] }[];
    };
    expect(body.participants.map(({ position }) => position)).toEqual([1, 4, 5]);
    expect(body.services[0]!.participants).toEqual([4, 5]);
  });

  it('never sends what it was shown covered', () => {
    const draft = stored();
    rows.row_view(draft, 'participants', '11').type('first_name', 'Anne');
    const [anna] = (changed_body(draft) as { participants: object[] }).participants;
    expect(anna).toMatchObject({ id: 11, first_name: 'Anne', customer: 10007 });
    expect(anna).not.toHaveProperty('passport_number');
  });

  it('leaves fees, due dates and amounts of a new booking to the program', () => {
    const body = whole_body(begun());
    expect(body).toMatchObject({ customer: 10007, departs_on: '2027-07-17', participants: [{ first_name: 'Anna' }] });
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['fees']));
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['amounts']));
  });

  it('says of a discount typed here that it is by hand, and gives it back to the scheme when emptied', () => {
    const draft = stored();
    rows.row_view(draft, 'services', '21').type('description', 'Flug');
    const service = () => (changed_body(draft) as { services: object[] }).services[0];
    expect(service()).not.toHaveProperty('commission_rate');
    rows.row_view(draft, 'services', '21').type('commission_rate', '5.00');
    expect(service()).toMatchObject({ commission_rate: '5.00', commission_source: 'by_hand' });
    rows.row_view(draft, 'services', '21').type('commission_rate', '');
    expect(service()).not.toHaveProperty('commission_source');
  });

  it('finds the field that a refusal names by list and place', () => {
    const draft = stored();
    expect(named_here(draft, 'services.1.unit_price')).toBe('services/21/unit_price');
    expect(named_here(draft, 'services.1.segments.1.from_place')).toBe('services/21/segments/31/from_place');
    expect(named_here(draft, 'departs_on')).toBe('departs_on');
    expect(named_here(draft, 'services.7.count')).toBe('services');
  });

  it('puts a colleague’s change of the same field of a row to the user', () => {
    const draft = stored();
    rows.row_view(draft, 'services', '21').type('unit_price', '210.00');
    const theirs = booking({ version: 4 });
    theirs.services[0]!.unit_price = '220.00';
    draft.rebase(flattened(theirs));
    expect(draft.conflicts).toMatchObject([{ field: 'services/21/unit_price', mine: '210.00', theirs: '220.00' }]);
  });
});

describe('rows while they are typed', () => {
  it('begin with what follows from the head and from who travels', () => {
    const draft = begun();
    rows.row_view(draft, 'participants', 'n1').type('first_name', 'Ben');
    rows.row_view(draft, 'services', 'n1').type('service_kind', 'package');
    const of_service = (field: string) => draft.value(place('services', 'n1', field));
    expect(draft.value('participants/n1/name')).toBe('Müller');
    expect([of_service('starts_on'), of_service('ends_on'), of_service('count')]).toEqual([
      '2027-07-17',
      '2027-07-31',
      '2',
    ]);
    rows.row_view(draft, 'participants', 'n2').type('first_name', 'Carla');
    expect(of_service('count')).toBe('3');
    rows.head_view(draft).type('returns_on', '2027-08-02');
    expect(of_service('ends_on')).toBe('2027-08-02');
  });

  it('keep what was typed when the head changes, and stand as agreed once stored', () => {
    const draft = begun();
    rows.row_view(draft, 'services', 'n1').type('count', '1');
    rows.row_view(draft, 'services', 'n1').type('starts_on', '2027-07-20');
    rows.row_view(draft, 'participants', 'n1').type('first_name', 'Ben');
    rows.head_view(draft).type('departs_on', '2027-07-18');
    expect(draft.value('services/n1/count')).toBe('1');
    expect(draft.value('services/n1/starts_on')).toBe('2027-07-20');
    const agreed = stored();
    rows.row_view(agreed, 'participants', 'n1').type('first_name', 'Carla');
    expect(agreed.value('services/21/count')).toBe(2);
  });

  it('take nobody over twice', () => {
    const draft = begun();
    const family = [
      { position: 2, member_id: 3, first_name: 'Ben', name: 'Müller', birth_date: '2015-05-01' },
      { position: 3, member_id: 4, first_name: 'Carla', name: 'Müller', birth_date: '2018-05-01' },
    ];
    expect(rows.take_participants(draft, family)).toBe(2);
    expect(rows.take_participants(draft, family)).toBe(0);
    expect((whole_body(draft) as { participants: object[] }).participants).toMatchObject([
      { first_name: 'Anna', position: 1 },
      { first_name: 'Ben', member_id: 3, position: 2 },
      { first_name: 'Carla', member_id: 4, position: 3 },
    ]);
  });

  it('are copied without what belongs to one only, moved and taken out', () => {
    const draft = stored();
    draft.type(place('services', '21', 'external_number'), 'X1');
    const copy = rows.copy_row(draft, 'services', '21');
    expect(keys_in(draft, 'services')).toEqual(['21', copy]);
    expect(draft.value(place('services', copy, 'unit_price'))).toBe('199.00');
    expect(draft.value(place('services', copy, 'external_number'))).toBeNull();
    expect(rows.move_row(draft, 'services', copy, -1)).toBe(true);
    expect(keys_in(draft, 'services')).toEqual([copy, '21']);
    rows.remove_row(draft, 'participants', '12');
    expect(keys_in(draft, place('services', '21', 'participants'))).toEqual([]);
  });
});

describe('rows of two clerks and of due dates', () => {
  it('of two clerks are joined: what one added and the other took out', () => {
    expect(rows.joined_rows(['1', '2'], ['1', '2', 'n1'], ['2', '3'])).toEqual(['2', '3', 'n1']);
    expect(rows.joined_rows(['1', '2'], ['1'], ['1', '2', '3'])).toEqual(['1', '3']);
  });

  it('of due dates become dates by hand, all of them', () => {
    const draft = stored();
    expect(rows.are_by_hand(draft)).toBe(false);
    rows.dates_by_hand(draft, [
      { due_on: '2027-05-01', amount: '266.67' },
      { due_on: '2027-06-19', amount: '1066.66' },
    ]);
    expect(rows.are_by_hand(draft)).toBe(true);
    expect(changed_body(draft).due_dates).toMatchObject([
      { kind: 'by_hand', due_on: '2027-05-01', amount: '266.67' },
      { kind: 'by_hand', due_on: '2027-06-19', amount: '1066.66' },
    ]);
  });

  it('reckon count × price in whole cents', () => {
    expect(rows.line_total('3', '333.30')).toBe('999.90');
    expect(rows.line_total('3', '-0.05')).toBe('-0.15');
    expect(rows.line_total('2', '1,5')).toBeUndefined();
    expect(rows.line_total('', '1.50')).toBeUndefined();
  });
});

describe('the way of the Enter key', () => {
  it('passes what is filled, and in an empty row all but its first field', () => {
    const draft = begun();
    const ahead = stations(draft).filter((name) => !is_passed(draft, name));
    expect(ahead).toEqual([
      ...['destination', 'participants/p1/birth_date', 'participants/n1/first_name'],
      ...['services/n1/service_kind', 'amounts/n1/text'],
    ]);
  });
});

// J-233 J-234
describe('Anmeldung', () => {
  const line = (number: number, state: string, booked_on: string) => ({ number, state, booked_on }) as Line;
  it('J-233 J-234 opens what was booked last and still stands, nothing when none does', () => {
    const lines = [line(3, 'open', '2027-01-02'), line(9, 'cancelled', '2027-05-01'), line(7, 'open', '2027-03-01')];
    expect(newest_open(lines)?.number).toBe(7);
    expect(newest_open([line(8, 'open', '2027-03-01'), ...lines])?.number).toBe(8);
    expect(newest_open([line(9, 'cancelled', '2027-05-01'), line(2, 'void', '2027-06-01')])).toBeUndefined();
  });
});
