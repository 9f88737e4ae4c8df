import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';
import { bindings } from './shell/keys.ts';
import frame_words from './texts.json';

type Words = Record<string, Record<'de' | 'nl' | 'en', string>>;
type Texts = Record<string, unknown>;
const of_modules = import.meta.glob<Words>('./modules/*/texts.json', { eager: true, import: 'default' });
const words: Words = Object.assign({}, frame_words, ...Object.values(of_modules)) as Words;
const parts = import.meta.glob<Record<string, unknown>>('./compiled/words/*.json', { eager: true, import: 'default' });
const in_language = (language: string): Record<string, unknown> =>
  Object.assign(
    {},
    ...Object.entries(parts).flatMap(([file, part]) => (file.endsWith(`.${language}.json`) ? [part] : [])),
  );
const [de, nl, en, xx] = ['de', 'nl', 'en', 'xx'].map(in_language) as [Texts, Texts, Texts, Texts];
const catalogues: Record<string, Texts> = { de, nl, en, xx };

describe('words', () => {
  it('has every key in German, Dutch and English and none empty', () => {
    for (const [key, text] of Object.entries(words)) {
      for (const language of ['de', 'nl', 'en'] as const)
        expect(text[language]?.trim(), `${key} ${language}`).toBeTruthy();
    }
    for (const language of ['nl', 'en', 'xx']) expect(Object.keys(catalogues[language]!)).toEqual(Object.keys(de));
  });

  it('names every key binding', () => {
    for (const binding of bindings) expect(binding.text in de, binding.text).toBe(true);
  });

  it('uses the same parameters in each language', () => {
    const names = (tree: unknown): string[] =>
      Array.isArray(tree)
        ? tree.flatMap((part: { type: number; value?: unknown; options?: Record<string, { value: unknown }> }) => [
            ...(part.type >= 1 && part.type <= 6 ? [String(part.value)] : []),
            ...Object.values(part.options ?? {}).flatMap((option) => names(option.value)),
          ])
        : [];
    for (const key of Object.keys(words)) {
      const [a, b, c] = [de, nl, en].map((catalogue) => [...new Set(names(catalogue[key]))].sort().join());
      expect([b, c], key).toEqual([a, a]);
    }
  });

  it('counts in each language', () => {
    const say = (language: string, count: number) =>
      createIntl({ locale: language, messages: catalogues[language] as never }).formatMessage(
        { id: 'ui.list.count' },
        { count },
      );
    expect([say('de', 1), say('de', 1200), say('nl', 1), say('nl', 0), say('en', 2)]).toEqual([
      '1 Kunde',
      '1.200 Kunden',
      '1 klant',
      'geen klanten',
      '2 customers',
    ]);
  });

  it('makes the pseudo-language at least 30 % longer', () => {
    const plain = Object.keys(words).filter((key) => typeof en[key] === 'string');
    for (const key of plain) expect(String(xx[key]).length).toBeGreaterThan(String(en[key]).length * 1.3);
  });
});
