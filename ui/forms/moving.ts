// Where the cursor goes in a form: the first field, and the next one by the Enter key.
import { is_searching } from '../shell/useFirstFocus.ts';
import { useEffect, useRef, type RefObject } from 'react';
import { useSettings } from '../shell/session.tsx';

const stops = 'input:not([disabled]):not([readonly]), select:not([disabled])';

function go_to(field: HTMLElement | undefined): boolean {
  field?.focus();
  if (field instanceof HTMLInputElement && field.type !== 'checkbox') field.select();
  return field !== undefined;
}

function move_on(form: HTMLElement, name: string, { path = [], passed = () => false }: Ways, back: boolean) {
  const all = [...form.querySelectorAll<HTMLInputElement>(stops)].filter((one) => one.dataset.field);
  const station = path.indexOf(name);
  const ahead = (back ? path.slice(0, Math.max(0, station)).reverse() : path.slice(station + 1)).find(
    (field) => !passed(field) && form.querySelector(`[data-field="${field}"]`),
  );
  const here = all.findIndex((one) => one.dataset.field === name);
  return go_to(station >= 0 && ahead ? all.find((one) => one.dataset.field === ahead) : all[here + (back ? -1 : 1)]);
}

interface Ways {
  /// Stations of the Enter key; none: every field.
  path?: readonly string[];
  /// Stations that are run past as the form stands now.
  passed?: (field: string) => boolean;
  /// Enter in the last field of all.
  at_end?: () => void;
}

/// Enter moves on within `form`. On the page's root and therefore after the field itself has seen the key: an open list
/// takes its marked entry first. The focus moves within the same key press, so that whatever is typed next lands in the
/// next field.
export function useEnterMoves(form: RefObject<HTMLElement | null>, ways: Ways) {
  const latest = useRef(ways);
  latest.current = ways;
  const { settings } = useSettings();
  const { enter_moves_on } = settings;
  useEffect(() => {
    const on_key = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const name = target.dataset?.field;
      const inside = name && form.current?.contains(target);
      // A dialog over the form has its own Enter: it sends.
      const dialog = target.closest?.('dialog');
      if (!inside || (dialog && form.current?.contains(dialog))) return;
      if (event.key === 'F4' && target instanceof HTMLSelectElement) {
        event.preventDefault();
        target.showPicker?.();
      }
      const plain = event.key === 'Enter' && !event.ctrlKey && !event.altKey && !event.metaKey;
      if (!plain || !enter_moves_on || target instanceof HTMLTextAreaElement) return;
      event.preventDefault();
      if (!move_on(form.current!, name, latest.current, event.shiftKey) && !event.shiftKey) latest.current.at_end?.();
    };
    const root = document.getElementById('app')!;
    root.addEventListener('keydown', on_key);
    return () => root.removeEventListener('keydown', on_key);
  }, [enter_moves_on, form]);
}

/// Puts the cursor where entering begins.
export function focus_first_field(within: ParentNode = document) {
  if (is_searching()) return;
  const first = within.querySelector<HTMLElement>('form [data-autofocus]');
  const panel = within.querySelector<HTMLElement>('[role="tabpanel"]');
  const field =
    first ?? panel?.querySelector<HTMLElement>(':is(input, select, textarea):not([disabled], [type="search"])');
  (field ?? panel?.querySelector<HTMLElement>('button:not([disabled])'))?.focus();
}
