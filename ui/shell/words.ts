// The words of the page in parts: those of the frame come with the first screen, those of a module together with its
// script (`with_words` in router.tsx), only in the language of the page. Words that have come stay; a screen is shown
// only when all its words are there, and a language only when it has all words that were ever asked for, so that no key
// is seen instead of words.
import type { MessageFormatElement } from 'react-intl';
import type { Part } from '../compiled/keys.ts';

export type Catalogue = Record<string, string | MessageFormatElement[]>;

const files = import.meta.glob<Catalogue>('../compiled/words/*.json', { import: 'default' });
const asked = new Set<Part>(['frame']);
const here: Record<string, { parts: Set<Part>; words: Catalogue }> = {};
/// The language on the screen and the one it is about to change to.
const spoken = new Set<string>();

async function fetch_part(part: Part, language: string) {
  const words = await files[`../compiled/words/${part}.${language}.json`]!();
  Object.assign(here[language]!.words, words);
  here[language]!.parts.add(part);
}

/// Fetches what is missing of this language, also what is asked for in the meantime.
async function complete(language: string): Promise<Catalogue> {
  const { parts, words } = (here[language] ??= { parts: new Set(), words: {} });
  for (;;) {
    const missing = [...asked].filter((part) => !parts.has(part));
    if (!missing.length) return words;
    await Promise.all(missing.map((part) => fetch_part(part, language)));
  }
}

/// The words of a language; more are added to the same object when a screen needs them.
export function words_in(language: string): Promise<Catalogue> {
  spoken.add(language);
  return complete(language);
}

/// What is no longer on the screen need not grow any more.
export function speak_only(language: string) {
  for (const other of spoken) if (other !== language) spoken.delete(other);
}

/// A screen's script together with the parts of words it shows.
export function with_words<Screen>(parts: readonly Part[], load: () => Promise<Screen>): () => Promise<Screen> {
  return async () => {
    for (const part of parts) asked.add(part);
    const [screen] = await Promise.all([load(), ...[...spoken].map(complete)]);
    return screen;
  };
}
