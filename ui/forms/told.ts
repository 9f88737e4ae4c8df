// The one message after a save: what was done, with the way back as a button and by Ctrl+Z.
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useText } from '../shell/language.tsx';
import { show_toast, type ToastAction } from '../shell/toasts.ts';
import { remember_change, reverse_all } from '../shell/undo.ts';
import { tell_failure } from './saving.ts';

/// The changes that a save was; without one there is no way back.
export type Events = number | undefined | readonly (number | undefined)[];
interface More {
  tone?: 'warn';
  /// Beside the way back.
  actions?: readonly ToastAction[];
  /// When it was taken back.
  undone?: () => void;
}

/// `follow`: what is asked again after the change and after it was taken back.
export function useTell() {
  const t = useText();
  const queries = useQueryClient();
  return (follow: readonly QueryKey[], done: Events, text: string, { tone, actions = [], undone }: More = {}) => {
    const events = [done].flat().filter((event) => event !== undefined);
    const again = () => follow.forEach((queryKey) => void queries.invalidateQueries({ queryKey }));
    const after = () => {
      again();
      undone?.();
    };
    again();
    remember_change(events, again);
    const undo = () =>
      void reverse_all(events).then(
        () => {
          after();
          show_toast({ text: t('ui.undone'), seconds: 5 });
        },
        (reason: unknown) => tell_failure(reason, t),
      );
    const back = events.length ? [{ label: t('ui.undo'), run: undo }] : [];
    show_toast({ text, tone, actions: [...actions, ...back] });
  };
}

export function useTold(follow: readonly QueryKey[]) {
  const tell = useTell();
  return (done: Events, text: string, more?: More) => tell(follow, done, text, more);
}
