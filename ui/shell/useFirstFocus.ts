// Where the cursor stands when a screen opens: on what the screen marks with data-first, else at the beginning of its content. A
// screen that puts the cursor somewhere itself (forms, lists) does so when it has its data, and that holds.
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

function focus_first() {
  const content = document.getElementById('content');
  const here = document.activeElement;
  const is_nowhere = !here || here === document.body || here === content;
  if (content && is_nowhere) (content.querySelector<HTMLElement>('[data-first]') ?? content).focus();
}

export function useFirstFocus() {
  const router = useRouter();
  useEffect(() => {
    focus_first();
    return router.subscribe('onRendered', focus_first);
  }, [router]);
}

/// Whoever types ahead in the search box while a screen comes keeps the cursor there.
export const is_searching = () => document.activeElement?.matches('[role="search"] [aria-expanded="true"]') ?? false;

/// To be called on the way to another screen: the cursor leaves what led there.
export const leave_for_content = () => document.getElementById('content')?.focus();
