// A layer whose part of the program, or what it shows, is fetched when it is opened. Until it stands, keys wait for it.
import { Suspense, useLayoutEffect, type ReactNode } from 'react';
import { expect_layer } from '../shell/typed_ahead.ts';

/// In ms, as for any key that waits.
const longest_wait = 5_000;

/// In the place of a layer whose data are still on their way.
export function LayerComes() {
  useLayoutEffect(() => {
    const go_on = once(expect_layer());
    // What never comes locks no keyboard.
    const given_up = window.setTimeout(go_on, longest_wait);
    return () => {
      window.clearTimeout(given_up);
      go_on();
    };
  }, []);
  return null;
}

function once(deed: () => void): () => void {
  let done = false;
  return () => {
    if (!done) deed();
    done = true;
  };
}

export function Arriving({ children }: { children: ReactNode }) {
  return <Suspense fallback={<LayerComes />}>{children}</Suspense>;
}
