// Where messages stand: in the line at the foot of the frame, or within the dialog that lies over it. Never over
// anything that is read or pressed.
import { useEffect, useSyncExternalStore, type RefObject } from 'react';

let places: readonly HTMLElement[] = [];
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());

/// While mounted, messages stand in this element; the latest wins.
export function useTakesMessages(place: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const element = place.current!;
    places = [...places, element];
    tell();
    return () => {
      places = places.filter((one) => one !== element);
      tell();
    };
  }, [place]);
}

export function useMessagePlace(): HTMLElement | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => places.at(-1),
  );
}
