import { describe, expect, it } from 'vitest';
import { matching, type Command } from './commands.ts';

const named = (text: string, more: Partial<Command> = {}): Command => ({
  id: text,
  text,
  run: () => undefined,
  ...more,
});
const texts = (commands: readonly Command[]) => commands.map((one) => one.text);

describe('what is found after ">"', () => {
  it('puts the place that is called so before those whose names only begin so', () => {
    const places = [named('Verwaltung: Labels: Regeln'), named('Verwaltung: Labels')];
    expect(texts(matching(places, 'verwaltung: labels'))).toEqual(['Verwaltung: Labels', 'Verwaltung: Labels: Regeln']);
  });

  it('puts what is in the menu before what is seldom used', () => {
    const places = [named('Auswertungen: Rest', { seldom: true }), named('Auswertungen: Kunden')];
    expect(texts(matching(places, 'Auswert'))).toEqual(['Auswertungen: Kunden', 'Auswertungen: Rest']);
  });

  it('puts names that begin so before those that only contain it', () => {
    const places = [named('Listen', { also: 'Kunden' }), named('Alle Kunden'), named('Kunden')];
    expect(texts(matching(places, 'Kunde'))).toEqual(['Kunden', 'Listen', 'Alle Kunden']);
  });

  it('finds a seldom place by its whole name first', () => {
    const places = [named('Auswertungen: Kundenstatistik'), named('Auswertungen: Kunden', { seldom: true })];
    expect(texts(matching(places, 'Auswertungen: Kunden'))[0]).toBe('Auswertungen: Kunden');
  });
});
