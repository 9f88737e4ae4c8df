import { describe, expect, it } from 'vitest';
import { in_groups } from './menu.ts';

const shown = (...names: string[]) =>
  in_groups(names.map((name) => ({ name }))).map(({ heading, entries }) => [
    heading ?? '',
    ...entries.map((one) => one.short),
  ]);

describe('the menu in groups', () => {
  it('puts what begins alike under one heading, where the first of it stood', () => {
    expect(shown('Start', 'Auswertungen: Kunden', 'Labels', 'Auswertungen: Aktionen: Kunden', 'Import')).toEqual([
      ['', 'Start'],
      ['Auswertungen', 'Kunden', 'Aktionen: Kunden'],
      ['', 'Labels', 'Import'],
    ]);
  });
  it('leaves a name whole that begins like no other', () => {
    expect(shown('Buchhaltung: Journal', 'Start')).toEqual([['', 'Buchhaltung: Journal', 'Start']]);
  });
});
