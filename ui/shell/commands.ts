// What can be typed after ">" in the search box: places, new records, settings. Words come from texts; matching is by
// any part.
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { fold } from '../parts/fold.ts';
import { keys_of } from './keys.ts';
import { useSetLanguage, useText, languages, type Language } from './language.tsx';
import { language_names } from './LanguageChoice.tsx';
import { usePlaces } from './places.ts';
import { useSettings, useSignOut } from './session.tsx';
import { apply_theme, type Theme } from './theme.ts';
import { leave_for_content } from './useFirstFocus.ts';

export interface Command {
  id: string;
  text: string;
  /// Other words by which it is found.
  also?: string;
  /// A place of the menu: found by its name without ">" too.
  place?: boolean;
  /// Too seldom used for the menu; what is in the menu comes first.
  seldom?: boolean;
  keys?: string;
  run: () => void;
}

function useGoing(): Command[] {
  const t = useText();
  const navigate = useNavigate();
  const places = usePlaces();
  return useMemo(() => {
    const created = (kind: 'private' | 'company' | 'agency' | 'prospect'): Command => ({
      id: `new_${kind}`,
      text: t(`ui.key.new_${kind}`),
      keys: keys_of(`new_${kind}`)[0],
      run: () => void navigate({ to: '/customers/new/$kind', params: { kind } }),
    });
    return [
      ...places.map((place) => ({
        id: place.to,
        text: t(place.text),
        also: place.also && t(place.also),
        place: true,
        seldom: place.seldom,
        run: () => {
          leave_for_content();
          void navigate({ to: place.to });
        },
      })),
      ...(['private', 'company', 'agency', 'prospect'] as const).map(created),
    ];
  }, [t, navigate, places]);
}

function useLooks(): Command[] {
  const t = useText();
  const set_language = useSetLanguage();
  const { change } = useSettings();
  return useMemo(() => {
    const language = (one: Language): Command => ({
      id: `language_${one}`,
      text: `${t('ui.language')}: ${language_names[one]}`,
      run: () => {
        set_language(one);
        change({ language: one });
      },
    });
    const look = (theme: Theme): Command => ({
      id: `theme_${theme}`,
      text: `${t('ui.theme')}: ${t(`ui.theme.${theme}`)}`,
      run: () => {
        apply_theme(theme);
        change({ theme });
      },
    });
    return [...languages.map(language), ...(['light', 'dark', 'system'] as const).map(look)];
  }, [t, set_language, change]);
}

export function useCommands(on_help: () => void): Command[] {
  const t = useText();
  const going = useGoing();
  const looks = useLooks();
  const sign_out = useSignOut();
  return useMemo(
    () => [
      ...going,
      ...looks,
      { id: 'help', text: t('ui.key.overview'), keys: 'Shift+F1', run: on_help },
      { id: 'sign_out', text: t('ui.sign_out'), run: () => void sign_out() },
    ],
    [t, going, looks, sign_out, on_help],
  );
}

/// Whose name is what was typed comes first, then whose name begins with it; what is seldom used comes behind what is in
/// the menu.
function distance(command: Command, typed: string): number {
  const name = fold(command.text);
  const of_name = name === typed ? 0 : name.startsWith(typed) ? 2 : 4;
  return of_name + (command.seldom && of_name > 0 ? 1 : 0);
}

export function matching(commands: readonly Command[], text: string): Command[] {
  const typed = fold(text).trim();
  const wanted = typed.split(/\s+/).filter(Boolean);
  return commands
    .filter((command) => {
      const words = fold(`${command.text} ${command.also ?? ''}`);
      return wanted.every((word) => words.includes(word));
    })
    .sort((one, other) => distance(one, typed) - distance(other, typed));
}
