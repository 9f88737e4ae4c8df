import { describe, expect, it } from 'vitest';
import {
  begun,
  entries_of,
  entry_id,
  is_askable,
  is_whole,
  sort_of,
  with_comparison,
  type Criteria,
} from './criteria.ts';
import { new_line, type Json } from './document.ts';
import { counted, is_span, read_day_of_year, show_day_of_year, span_of, span_value, spans } from './relative.ts';

const field = (name: string, caption: string, kind: string, comparisons: string[]) => ({
  name,
  caption,
  kind,
  comparisons,
});
const criteria: Criteria = {
  fields: [
    field('postcode', 'PLZ', 'text', ['equal', 'between', 'like', 'empty']),
    field('code1', 'Stammgast seit', 'text', ['equal']),
    field('mail_blocked', 'Mailsperre', 'yes_no', ['equal']),
    field('status5', 'Newsletter', 'yes_no', ['equal']),
  ],
  statuses: [{ number: 5, caption: 'Newsletter' }],
  lists: [{ name: 'phones', caption: 'Telefon', fields: [field('number', 'Nummer', 'phone', ['equal'])] }],
  links: [{ name: 'company', caption: 'Firma' }],
  labels: ['VIP'],
  permissions: ['Newsletter'],
  facts: [{ name: 'tickets', caption: 'Karten', fields: [], aggregates: ['count', 'sum'] }],
  selections: [{ id: 3, name: 'Opernfreunde' }],
};
const words = {
  ...{ status: 'Status', list: 'Liste', link: (name: string) => name, label: 'Label', permission: 'Einwilligung' },
  ...{ selection: 'Selektion', changed: 'Geändert', fact: 'Käufe', linked_by: (name: string) => `${name} von` },
};
const askable = (criterion: Json) => is_askable(new_line(criterion), criteria);

describe('criteria', () => {
  // J-080, J-178
  it('J-080 J-178 are found by the caption the house gave and by their own name, status fields by their name', () => {
    const entries = entries_of(criteria, {}, words);
    const found = (text: string) =>
      entries
        .filter((entry) => `${entry.label} ${entry.hint ?? ''}`.toLowerCase().includes(text))
        .map((entry) => entry.id);
    expect(found('stammgast')).toEqual(['field:code1']);
    expect(found('code1')).toEqual(['field:code1']);
    expect(found('newsletter')).toEqual(['status:5']);
    expect(entries.find((entry) => entry.id === 'status:5')!.criterion).toEqual({ status: 5, is: true });
  });

  it('are known again by what they were picked from', () => {
    for (const entry of entries_of(criteria, {}, words)) expect(entry_id(entry.criterion, criteria)).toBe(entry.id);
    expect(entry_id({ status: 'Newsletter', is: true }, criteria)).toBe('status:5');
    expect(new Set(entries_of(criteria, {}, words).map((entry) => entry.id)).size).toBe(12);
  });

  it('of rows are the fields of their list', () => {
    expect(entries_of(criteria, { rows: criteria.lists[0] }, words).map((entry) => entry.id)).toEqual(['field:number']);
  });

  it('that are not known stay what they are', () => {
    for (const one of <Json[]>[{ moon: 1 }, 'x', null, { field: { a: 1 } }, { changed: 'x' }, { bookings: {} }])
      expect(sort_of(one, criteria)).toBe('unknown');
    expect(sort_of({ tickets: {} }, criteria)).toBe('fact');
    expect(sort_of({}, criteria)).toBe('new');
  });

  it('are asked when they are whole, and left out until then', () => {
    expect(['', '5'].map((value) => askable({ field: 'postcode', is: 'equal', value }))).toEqual([false, true]);
    expect(askable({ field: 'postcode', is: 'between', value: ['1', ''] })).toBe(false);
    expect(askable({ field: 'postcode', is: 'empty' })).toBe(true);
    expect(askable({ label: '' })).toBe(false);
    expect(askable({ changed: { since: '' } })).toBe(false);
    expect(askable({ tickets: {} })).toBe(true);
    expect(askable({ tickets: {}, count: { is: 'greater' } })).toBe(false);
    expect(askable({ tickets: { bought_on: { is: 'within', value: 'today' } } })).toBe(true);
    expect(askable({ moon: 1 })).toBe(true);
    expect(is_whole({ is: 'birthday_in', value: ['06-15', '7'] })).toBe(false);
    expect(is_whole({ is: 'one_of', value: [] })).toBe(false);
  });

  it('begin with their first comparison and keep the value where another one takes it', () => {
    expect(begun(criteria.fields[0]!)).toEqual({ field: 'postcode', is: 'equal' });
    expect(begun(criteria.fields[2]!)).toEqual({ field: 'mail_blocked', is: 'equal', value: true });
    const equal = { field: 'postcode', is: 'equal', value: '10115' };
    const between = with_comparison(equal, 'between');
    expect(between).toEqual({ field: 'postcode', is: 'between', value: ['10115', ''] });
    expect(with_comparison(between, 'like')).toEqual({ field: 'postcode', is: 'like', value: '10115' });
    expect(with_comparison(equal, 'one_of').value).toEqual(['10115']);
    expect(with_comparison(equal, 'empty')).toEqual({ field: 'postcode', is: 'empty' });
    expect(with_comparison({ ...equal, is: 'within', value: 'today' }, 'after')).toEqual({
      field: 'postcode',
      is: 'after',
    });
    expect(with_comparison({ ...equal, is: 'birthday_in', value: 6 }, 'within').value).toEqual({
      last: 30,
      unit: 'days',
    });
  });
});

describe('days told from today', () => {
  it('are read from a document and written the same', () => {
    for (const value of <Json[]>[
      { last: 30, unit: 'days' },
      { next: 2, unit: 'weeks' },
      'this_season',
      'year_before_last',
    ])
      expect(span_value(span_of(value)!, counted(value))).toEqual(value);
    expect(spans).toHaveLength(8);
  });

  it('are whole with a number of days, not without', () => {
    expect([{ last: 1, unit: 'days' }, 'today'].map((value) => is_span(value))).toEqual([true, true]);
    const none: (Json | undefined)[] = [{ last: 0, unit: 'days' }, { last: 'x' }, 'tomorrow', undefined, 3];
    expect(none.filter((value) => is_span(value))).toEqual([]);
    expect(counted(span_value('last', { count: '3x', unit: 'weeks' }))).toEqual({ count: '3x', unit: 'weeks' });
  });

  it('of any year are typed as one writes a day', () => {
    expect(['15.6.', '15-6', '15/06', '1. 12'].map(read_day_of_year)).toEqual(['06-15', '06-15', '06-15', '12-01']);
    expect(['45.6.', 'x'].map(read_day_of_year)).toEqual(['45.6.', 'x']);
    expect(show_day_of_year('06-15')).toBe('15.06.');
    expect(show_day_of_year('15.')).toBe('15.');
  });
});
