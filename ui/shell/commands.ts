// What can be typed after ">" in the search box: places, new records, settings. Words come from texts; matching is by
// any part.
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { fold } from '../parts/fold.ts';
import { keys_of } from './keys.ts';
import { useSetLanguage, useText, languages, type Language } from './language.tsx';
import { language_names } from './LanguageChoice.tsx';
import { useAbsentPlaces, usePlaces } from './places.ts';
import { useMay, useSettings, useSignOut } from './session.tsx';
import { profile_kinds } from '../api/kinds.ts';
import { apply_theme, type Theme } from './theme.ts';
import { show_toast } from './toasts.ts';
import { leave_for_content } from './useFirstFocus.ts';

export interface Command {
  id: string;
  text: string;
  /// Other words by which it is found.
  also?: string;
  /// A place of the menu, or what its old menu held: found by its name without ">" too.
  place?: boolean;
  /// The module that brings it is switched off: what is said about that stands behind its name.
  absent?: string;
  /// Too seldom used for the menu; what is in the menu comes first.
  seldom?: boolean;
  keys?: string;
  run: () => void;
}

function useGoing(): Command[] {
  const t = useText();
  const navigate = useNavigate();
  const places = usePlaces();
  const may_create = useMay()('customers.create');
  return useMemo(() => {
    const created = (kind: 'private' | 'company' | 'agency' | 'prospect'): Command => ({
      id: `new_${kind}`,
      text: t(`ui.key.new_${kind}`),
      also: t(`ui.place.new_${kind}.also`),
      place: true,
      keys: keys_of(`new_${kind}`)[0],
      run: () => void navigate({ to: '/customers/new/$kind', params: { kind } }),
    });
    return [
      ...places.map((place) => ({
        id: `${place.to}${place.search?.section ?? ''}`,
        text: t(place.text),
        also: place.also && t(place.also),
        place: true,
        seldom: place.seldom,
        run: () => {
          leave_for_content();
          void navigate({ to: place.to, search: place.search as never });
        },
      })),
      ...(may_create ? profile_kinds.map(created) : []),
    ];
  }, [t, navigate, places, may_create]);
}

/// What the house would have if a module were not switched off: whoever may switches it on, others hear whom to ask.
function useAbsent(): Command[] {
  const t = useText();
  const navigate = useNavigate();
  const absent = useAbsentPlaces();
  const may_switch = useMay()('parameters.manage');
  return useMemo(
    () =>
      absent.map((place) => ({
        id: `absent ${place.to}${place.search?.section ?? ''}`,
        text: t(place.text),
        also: place.also && t(place.also),
        place: true,
        seldom: true,
        absent: t('ui.place.absent', { module: t(`ui.module.${place.module!}`) }),
        run: () => {
          leave_for_content();
          if (may_switch) void navigate({ to: '/settings' as never, search: { section: 'modules' } as never });
          else show_toast({ text: t('ui.place.absent_ask', { place: t(place.text) }), seconds: 8 });
        },
      })),
    [t, navigate, absent, may_switch],
  );
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
  const absent = useAbsent();
  const looks = useLooks();
  const sign_out = useSignOut();
  return useMemo(
    () => [
      ...going,
      ...looks,
      ...absent,
      { id: 'help', text: t('ui.key.overview'), keys: 'Shift+F1', run: on_help },
      { id: 'sign_out', text: t('ui.sign_out'), run: () => void sign_out() },
    ],
    [t, going, looks, absent, sign_out, on_help],
  );
}

/// How menus are written, whatever stands between their names: "Rapportage - Klanten", "<Kunden> > Suchen".
const written = (text: string) =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/// Whether it is called exactly so, today or in the old systems.
const is_called = (command: Command, text: string) => distance(command, written(text)) < 2;

/// Whose name is what was typed comes first, then whose name begins with it; what is seldom used comes behind what is in
/// the menu.
function distance(command: Command, typed: string): number {
  const name = written(command.text);
  const old = (command.also ?? '').split(',').some((one) => written(one) === typed);
  if (old && name !== typed) return 1;
  const of_name = name === typed ? 0 : name.startsWith(typed) ? 2 : 4;
  return of_name + (command.seldom && of_name > 0 ? 1 : 0);
}

export function matching(commands: readonly Command[], text: string): Command[] {
  const typed = written(text);
  const wanted = typed.split(/\s+/).filter(Boolean);
  return commands
    .filter((command) => {
      const words = written(`${command.text} ${command.also ?? ''}`);
      return wanted.every((word) => words.includes(word));
    })
    .sort((one, other) => distance(one, typed) - distance(other, typed));
}

/// Places of the menu by the words of the old systems: those that are called exactly so, and those that contain it.
export function places_called(commands: readonly Command[], text: string): [Command[], Command[]] {
  const found = matching(
    commands.filter((command) => command.place),
    text,
  ).slice(0, 3);
  const called = found.filter((command) => is_called(command, text));
  return [called, found.filter((command) => !called.includes(command))];
}
