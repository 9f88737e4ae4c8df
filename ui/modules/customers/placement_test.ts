import { describe, expect, it } from 'vitest';
import type { FieldDeclaration } from '../../api/types.ts';
import { groups_of, tab_of_field } from './placement.ts';

const field = (name: string, more: Partial<FieldDeclaration> = {}): FieldDeclaration => ({
  name,
  kind: 'text',
  ...more,
});
const names = (tab: Parameters<typeof groups_of>[0], fields: FieldDeclaration[]) =>
  groups_of(tab, fields).flatMap((group) => group.places.map((place) => place.name));

describe('places of fields', () => {
  it('shows a field nobody placed on the tab the program names, else among the others', () => {
    const club = field('club', { on_tab: true });
    const motto = field('motto');
    const vegan = field('vegan', { kind: 'yes_no' });
    expect([club, motto, vegan].map(tab_of_field)).toEqual(['customer', 'more', 'attributes']);
    const fields = [club, motto, vegan];
    expect(names('customer', fields)).toContain('club');
    expect(names('more', fields)).toContain('motto');
    expect(names('attributes', fields)).toContain('vegan');
    expect(names('customer', fields)).not.toContain('motto');
  });

  it('keeps reasons and days beside their block, not in a group of their own', () => {
    const fields = [field('booking_block_reason'), field('no_selection_since', { kind: 'date' })];
    expect(fields.map(tab_of_field)).toEqual(['attributes', 'attributes']);
    expect(names('attributes', fields)).not.toContain('booking_block_reason');
  });

  it('places no field twice', () => {
    const all = (['customer', 'more', 'attributes'] as const).flatMap((tab) => names(tab, []));
    expect(new Set(all).size).toBe(all.length);
  });
});
