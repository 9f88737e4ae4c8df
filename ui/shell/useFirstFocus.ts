// Where the cursor stands when a screen opens: on what the screen marks with data-first, else at the beginning of its content. A
// screen that puts the cursor somewhere itself (forms, lists) does so when it has its data, and that holds.
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { is_field } from './keys.ts';
import { note_return_to } from './open_customers.ts';
import { keys_wait } from './typed_ahead.ts';

function focus_first() {
  const content = document.getElementById('content');
  const here = document.activeElement;
  const is_nowhere = !here || here === document.body || here === content;
  if (content && is_nowhere) (content.querySelector<HTMLElement>('[data-first]') ?? content).focus();
}

/// How long a screen without a field of its own is waited for, from when it is there.
const rest = 1_000;

/// When a screen stood last, in ms of the page.
let rendered_last = 0;

/// Whoever goes on from the search box types for the screen that comes: keys wait until it has the cursor. `customer`: it
/// has one as soon as his data are there, however long they take; others may have none.
export function leave_for_screen(customer: boolean) {
  const content = document.getElementById('content');
  content?.focus();
  const left = performance.now();
  const is_ready = () => {
    const here = document.activeElement;
    if (here?.closest('dialog[open]') || (here !== content && content?.contains(here))) return true;
    const now = performance.now();
    // Without another screen the place was there already.
    return rendered_last > left ? now - rendered_last > (customer ? 3 * rest : rest) : now - left > 3 * rest;
  };
  keys_wait(is_ready)();
}

/// Whoever leaves a field for another screen types on: not into the field, which is still on the screen for a moment.
function keep_keys(from: Element | null) {
  if (!is_field(from) || !from!.closest('#content')) return;
  let rendered = 0;
  const content = document.getElementById('content');
  const has_cursor = () => {
    const here = document.activeElement;
    return !from!.isConnected && here !== content && Boolean(content?.contains(here));
  };
  const is_layer = () => Boolean(document.activeElement?.closest('dialog[open]'));
  return {
    go_on: keys_wait(() => has_cursor() || is_layer() || (rendered > 0 && performance.now() - rendered > rest)),
    render: () => (rendered ||= performance.now()),
  };
}

export function useFirstFocus() {
  const router = useRouter();
  useEffect(() => {
    let kept: ReturnType<typeof keep_keys>;
    focus_first();
    const stop = router.subscribe('onBeforeNavigate', ({ pathChanged }) => {
      if (!pathChanged) return;
      kept = keep_keys(document.activeElement);
      kept?.go_on();
    });
    const stop_first = router.subscribe('onRendered', () => {
      rendered_last = performance.now();
      kept?.render();
      focus_first();
    });
    const stop_back = router.history.subscribe(({ location, action }) => {
      if (action.type === 'BACK') note_return_to(location.pathname);
    });
    return () => [stop, stop_first, stop_back].forEach((one) => one());
  }, [router]);
}

/// Whoever types ahead in the search box while a screen comes keeps the cursor there.
export const is_searching = () => document.activeElement?.matches('[role="search"] [aria-expanded="true"]') ?? false;

/// To be called on the way to another screen: the cursor leaves what led there.
export const leave_for_content = () => document.getElementById('content')?.focus();
