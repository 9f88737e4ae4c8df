// A layer whose part of the program is fetched when it is first opened. Until it stands, keys wait for it.
import { Suspense, useLayoutEffect, type ReactNode } from 'react';
import { expect_layer } from '../shell/typed_ahead.ts';

function KeysWait() {
  useLayoutEffect(expect_layer, []);
  return null;
}

export function Arriving({ children }: { children: ReactNode }) {
  return <Suspense fallback={<KeysWait />}>{children}</Suspense>;
}
