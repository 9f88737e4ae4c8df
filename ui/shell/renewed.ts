// Whether the program was renewed behind this page: then the server's page names another script than the one this page
// runs. Asked when something hints at it (the server came back, an answer was not understood, the user returns to the
// window), never by a clock. Where a screen's script is gone, the router loads the page anew itself. The page is not reloaded by itself: the user says when (Frame.tsx).
import { useEffect, useSyncExternalStore } from 'react';

/// A page that is not Kartei's (a proxy's, an error) says nothing.
export function names_another_script(page: string, own: string): boolean {
  return page.includes('id="app"') && !page.includes(`src="${own}"`);
}

const a_while = 60_000;
const listeners = new Set<() => void>();
let renewed = false;
let asked = -a_while;

/// Hints come in crowds: one question a minute is enough, but for those that stopped somebody.
export async function ask_whether_renewed(now = false): Promise<void> {
  const own = document.querySelector('script[type="module"][src]')?.getAttribute('src');
  if (renewed || !own || (!now && performance.now() - asked < a_while)) return;
  asked = performance.now();
  try {
    const answer = await fetch('/', { cache: 'no-store' });
    renewed = answer.ok && names_another_script(await answer.text(), own);
  } catch {
    return; // not reachable: asked again when it is
  }
  if (renewed) listeners.forEach((listener) => listener());
}

const listen = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function useRenewed(): boolean {
  useEffect(() => {
    const returned = () => void ask_whether_renewed();
    const gone = () => void ask_whether_renewed(true);
    window.addEventListener('focus', returned);
    window.addEventListener('vite:preloadError', gone);
    return () => {
      window.removeEventListener('focus', returned);
      window.removeEventListener('vite:preloadError', gone);
    };
  }, []);
  return useSyncExternalStore(listen, () => renewed);
}
