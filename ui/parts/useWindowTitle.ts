// The name of the window: what stands above the screen, and the program's.
import { useEffect } from 'react';

export function useWindowTitle(title: string) {
  useEffect(() => {
    document.title = `${title} – Kartei`;
  }, [title]);
}
