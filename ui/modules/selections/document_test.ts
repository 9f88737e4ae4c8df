import { describe, expect, it } from 'vitest';
import {
  is_group,
  new_group,
  new_line,
  new_root,
  read_document,
  write_document,
  parse_document,
  type Json,
} from './document.ts';

const round = (document: Json) => write_document(read_document(document));
const line = { field: 'town', is: 'equal', value: 'Köln' };

/// Every criterion of the grammar (selections.md 1) and what no grammar knows.
const criteria: readonly Json[] = [
  { field: 'postcode', is: 'between', value: ['10000', '19999'] },
  { field: 'birth_date', is: 'birthday_in', value: 6 },
  { field: 'birth_date', is: 'birthday_in', value: ['06-15', '07-14'] },
  { field: 'first_contact_on', is: 'within', value: { last: 30, unit: 'days' } },
  { field: 'first_contact_on', is: 'within', value: 'last_season' },
  { field: 'code1', is: 'one_of', value: ['A', 'B'] },
  { field: 'name', is: 'literal', value: 'ChefS' },
  { field: 'email', is: 'empty' },
  { status: 5, is: true },
  { status: 'Newsletter', is: false },
  {
    list: 'passports',
    where: { field: 'valid_until', is: 'before', value: '2027-01-01' },
    count: { is: 'less', value: 2 },
  },
  { list: 'phones', where: { any: [line, { not: line }] } },
  { list: 'phones' },
  { link: 'company', where: { all: [line, { link: 'agency' }] } },
  { linked_by: 'company', where: { not: { any: [line] } } },
  { label: 'VIP' },
  { permission: 'Newsletter', state: 'given', on: '2026-11-01' },
  {
    tickets: { events: { seasons: ['2025/26'], scope: 'all' }, state: 'sold', printed: false },
    sum: { is: 'greater', value: '100.00' },
  },
  {
    bookings: { kind: ['booking'], departs_on: { is: 'within', value: 'this_year' } },
    count: { is: 'greater', value: 3 },
  },
  { selection: 'Opera regulars' },
  { changed: { field: 'town', since: '2026-01-01' } },
  { moon: { phase: 'full' }, hours: [1, null, 'x'] },
  { field: 'no_longer', is: 'near', value: { far: true }, remark: 'kept' },
];

describe('a selection read and written again', () => {
  it.each(criteria)('keeps %j as it is, alone and in groups', (criterion) => {
    expect(round({ where: criterion })).toEqual({ where: criterion });
    expect(round({ where: { not: { not: criterion } } })).toEqual({ where: { not: { not: criterion } } });
    const grouped = { where: { all: [line, { any: [criterion, { not: { all: [criterion] } }] }, criterion] } };
    expect(round(grouped)).toEqual(grouped);
    expect(round({ pot: [{ do: 'take', where: criterion }] })).toEqual({ pot: [{ do: 'take', where: criterion }] });
  });

  it('keeps every other member of the document', () => {
    const document = {
      kinds: ['private'],
      where: { any: [] },
      excluded: { no_selection: 'skip', later: 'only' },
      joint_salutation: 'together',
      add: [100007],
      remove: [100009],
      sort: ['name', 'number'],
      future: { a: [1] },
    };
    expect(round(document)).toEqual(document);
  });

  it('keeps what is no group although it looks like one', () => {
    for (const where of <Json[]>[
      { all: [line], any: [line] },
      { all: 'everybody' },
      { not: 7 },
      { not: line, remark: 'x' },
    ])
      expect(round({ where })).toEqual({ where });
    expect(round({ where: 'everybody' })).toEqual({ where: 'everybody' });
    expect(round({ pot: [{ do: 'stir' }] })).toEqual({ pot: [{ do: 'stir' }] });
  });

  it('reads "not" as a property of what it stands before', () => {
    const { root } = read_document({ where: { not: { any: [line, { not: line }] } } });
    expect([root.nots, root.join]).toEqual([1, 'any']);
    expect(root.children.map((child) => [child.nots, is_group(child)])).toEqual([
      [0, false],
      [1, false],
    ]);
  });

  it('writes a single line without a group and lines nobody filled in not at all', () => {
    expect(write_document({ root: new_root([new_line(line), new_line()]), rest: {} })).toEqual({ where: line });
    expect(write_document({ root: new_root([new_line()]), rest: {} })).toEqual({});
    expect(write_document({ root: new_root([new_line(line), new_line(line)]), rest: {} })).toEqual({
      where: { all: [line, line] },
    });
    expect(write_document({ root: new_root([new_group([], 'any')]), rest: {} })).toEqual({ where: { any: [] } });
  });

  it('takes what is no document for none', () => {
    for (const text of ['', '{', '[]', '"x"', null, undefined]) expect(parse_document(text)).toBeUndefined();
    expect(write_document(parse_document('{"kinds":[]}')!)).toEqual({ kinds: [] });
  });
});
