// One sending at a time: a second Enter while the first is on its way sends nothing.
import { useState } from 'react';

export type Once = (work: () => unknown) => Promise<void>;

export function make_once(): Once {
  let runs = false;
  return async (work) => {
    if (runs) return;
    runs = true;
    try {
      await work();
    } finally {
      runs = false;
    }
  };
}

/// The same for as long as the part of the screen stands.
export const useOnce = (): Once => useState(make_once)[0];
