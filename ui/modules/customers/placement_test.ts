import { describe, expect, it } from 'vitest';
import type { FieldDeclaration, Kind } from '../../api/types.ts';
import { groups_of, is_passed, tab_of_field } from './placement.ts';

const field = (name: string, more: Partial<FieldDeclaration> = {}): FieldDeclaration => ({
  name,
  kind: 'text',
  ...more,
});
const names = (tab: Parameters<typeof groups_of>[0], fields: FieldDeclaration[], kind: Kind = 'private') =>
  groups_of(tab, fields, kind).flatMap((group) => group.places.map((place) => place.name));

describe('places of fields', () => {
  it('shows a field nobody placed on the tab the program names, else among the others', () => {
    const club = field('club', { on_tab: true });
    const motto = field('motto');
    const vegan = field('vegan', { kind: 'yes_no' });
    expect([club, motto, vegan].map((one) => tab_of_field(one, 'private'))).toEqual(['customer', 'more', 'attributes']);
    const fields = [club, motto, vegan];
    expect(names('customer', fields)).toContain('club');
    expect(names('more', fields)).toContain('motto');
    expect(names('attributes', fields)).toContain('vegan');
    expect(names('customer', fields)).not.toContain('motto');
  });

  it('keeps reasons and days beside their block, not in a group of their own', () => {
    const fields = [field('booking_block_reason'), field('no_selection_since', { kind: 'date' })];
    expect(fields.map((one) => tab_of_field(one, 'private'))).toEqual(['attributes', 'attributes']);
    expect(names('attributes', fields)).not.toContain('booking_block_reason');
  });

  it('places no field twice, and the same ones for every kind', () => {
    const placed = (kind: Kind) =>
      (['customer', 'more', 'attributes'] as const).flatMap((tab) => names(tab, [], kind)).sort();
    const all = placed('private').filter((name) => name !== 'initials'); // a person's stand in no place of their own
    expect(new Set(all).size).toBe(all.length);
    for (const kind of ['company', 'agency', 'prospect'] as const)
      expect(placed(kind).filter((name) => name !== 'initials')).toEqual(all);
  });

  it('asks firms for what firms have', () => {
    for (const kind of ['company', 'agency'] as const) {
      expect(names('customer', [], kind)).toEqual(expect.arrayContaining(['name', 'website', 'vat_id']));
      for (const personal of ['birth_date', 'gender', 'title'])
        expect(names('customer', [], kind)).not.toContain(personal);
    }
    expect(names('customer', [])).toContain('birth_date');
  });

  it('lets Enter visit house number and prefix only while they are to be filled', () => {
    const at = (values: Record<string, string>) => (name: string) => values[name] ?? '';
    expect(is_passed('house_number', at({ street: 'Hauptstraße' }))).toBe(false);
    expect(is_passed('house_number', at({ street: 'Hauptstr. 12a' }))).toBe(true);
    expect(is_passed('house_number', at({ street: 'Hauptstr.', house_number: '3' }))).toBe(true);
    expect(is_passed('name_prefix', at({}))).toBe(false);
    expect(is_passed('name_prefix', at({ name: 'Meer' }))).toBe(true);
  });
});
