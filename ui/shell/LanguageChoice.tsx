// The three languages by their own names; the page changes at once.
import { languages, useLanguage, useSetLanguage, useText, type Language } from './language.tsx';

export const language_names: Record<string, string> = { de: 'Deutsch', nl: 'Nederlands', en: 'English' };

export function LanguageChoice({ on_change }: { on_change?: (language: Language) => void }) {
  const t = useText();
  const language = useLanguage();
  const set = useSetLanguage();
  return (
    <div role="group" aria-label={t('ui.language')} className="row">
      {languages.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          className={`button ${one === language ? '' : 'quiet'}`}
          aria-pressed={one === language}
          onClick={() => {
            set(one);
            on_change?.(one);
          }}
        >
          {language_names[one]}
        </button>
      ))}
    </div>
  );
}
