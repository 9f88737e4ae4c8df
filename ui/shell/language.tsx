// The language of the page: loads its catalogue, keeps the old one on the screen until the new one is there, and gives
// every part its words and formats. English means British dates.
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { createIntl, createIntlCache, RawIntlProvider, useIntl, type IntlShape } from 'react-intl';
import { set_client_language } from '../api/client.ts';
import type { OwnKey } from '../compiled/keys.ts';
import { speak_only, words_in, type Catalogue } from './words.ts';

export type Language = 'de' | 'nl' | 'en' | 'xx';
export const languages: readonly Language[] = ['de', 'nl', 'en'];
const locales: Record<Language, string> = { de: 'de-DE', nl: 'nl-NL', en: 'en-GB', xx: 'en-GB' };

export function as_language(code: string | null | undefined): Language | undefined {
  const short = code?.slice(0, 2).toLowerCase();
  return short === 'xx' || languages.includes(short as Language) ? (short as Language) : undefined;
}

function remembered(): Language {
  const asked = new URLSearchParams(location.search).get('language') ?? localStorage.getItem('kartei.language');
  for (const code of [asked, ...navigator.languages]) {
    const found = as_language(code);
    if (found) return found;
  }
  return 'de';
}

const Setter = createContext<(language: Language) => void>(() => {});
export const useSetLanguage = () => useContext(Setter);

const cache = createIntlCache();

export function LanguageFrame({ children }: { children: ReactNode }) {
  const [wanted, want] = useState<Language>(remembered);
  const [shown, show] = useState<{ language: Language; catalogue: Catalogue }>();
  useEffect(() => {
    let current = true;
    void words_in(wanted).then((catalogue) => {
      if (!current) return;
      speak_only(wanted);
      show({ language: wanted, catalogue });
    });
    return () => {
      current = false;
    };
  }, [wanted]);
  const set = useCallback((language: Language) => {
    localStorage.setItem('kartei.language', language);
    want(language);
  }, []);
  const intl = useMemo(() => {
    if (!shown) return undefined;
    document.documentElement.lang = shown.language === 'xx' ? 'en' : shown.language;
    set_client_language(shown.language === 'xx' ? 'en' : shown.language);
    return createIntl(
      { locale: locales[shown.language], messages: shown.catalogue as never, onError: () => {} },
      cache,
    );
  }, [shown]);
  if (!intl) return null;
  return (
    <Setter.Provider value={set}>
      <RawIntlProvider value={intl}>{children}</RawIntlProvider>
    </Setter.Provider>
  );
}

export type Words = Record<string, string | number | boolean | null | undefined>;
export type Text = (key: OwnKey, words?: Words) => string;

const kept = new WeakMap<object, Text>();

/// Most messages are plain words: those are handed out as they are, formatting is for the others (it costs 50 times as
/// much, which a table row of twenty cells feels).
function texts_of(intl: IntlShape): Text {
  const known = kept.get(intl);
  if (known) return known;
  const messages = intl.messages as Record<string, unknown>;
  const text: Text = (key, words) => {
    const message = messages[key];
    return typeof message === 'string' ? message : intl.formatMessage({ id: key }, words as never);
  };
  kept.set(intl, text);
  return text;
}

/// The words of the browser's own keys.
export function useText(): Text {
  const intl = useIntl();
  return useMemo(() => texts_of(intl), [intl]);
}

/// Words of a module's key that may be missing: captions of fields, names of kinds. Falls back to `otherwise`.
export function useWord(): (key: string, otherwise?: string) => string {
  const intl = useIntl();
  return useCallback(
    (key, otherwise) => {
      if (!(key in intl.messages)) return otherwise ?? key;
      return texts_of(intl)(key as OwnKey);
    },
    [intl],
  );
}

export function useLanguage(): Language {
  const { locale } = useIntl();
  return as_language(locale) ?? 'de';
}
