// The context menu of a table: what can be done with the row under the pointer (right button) or under the cursor
// (Shift+F10, the menu key).
import { lazy, Suspense, useEffect, useRef, useState, type MouseEvent, type ReactNode } from 'react';
import { useText } from '../../shell/language.tsx';
import type { MenuEntry } from '../MoreMenu.tsx';

const OpenMenu = lazy(() => import('../OpenMenu.tsx'));

interface Spot {
  left: number;
  top: number;
}

interface Props {
  entries: readonly MenuEntry[];
  spot: Spot;
  on_close: () => void;
}

function RowMenu({ entries, spot, on_close }: Props) {
  const t = useText();
  const anchor = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    // The key that opened it has a menu of the browser too.
    const keep_out = (event: Event) => event.preventDefault();
    document.addEventListener('contextmenu', keep_out);
    return () => document.removeEventListener('contextmenu', keep_out);
  }, []);
  return (
    <>
      <span ref={anchor} aria-hidden="true" style={{ position: 'fixed', ...spot }} />
      <Suspense fallback={null}>
        <OpenMenu
          text={t('ui.key.row_menu')}
          entries={entries}
          trigger={anchor}
          placement="bottom start"
          on_close={on_close}
        />
      </Suspense>
    </>
  );
}

export interface RowMenuOfGrid {
  /// At the row with the cursor; false when nothing can be done with it.
  open: () => boolean;
  on_context_menu: (event: MouseEvent) => void;
  view: ReactNode;
}

/// `entries`: of the active row; `row_element`: where it is drawn.
export function useRowMenu(
  entries: readonly MenuEntry[],
  row_element: () => Element | null | undefined,
  to_grid: () => void,
): RowMenuOfGrid {
  const [spot, set_spot] = useState<Spot>();
  const open_at = (where: Spot | undefined) => {
    if (!entries.length || !where) return false;
    set_spot(where);
    return true;
  };
  const at_row = () => {
    const box = row_element()?.getBoundingClientRect();
    return box && { left: box.left + 40, top: box.bottom };
  };
  const close = () => {
    set_spot(undefined);
    // What an entry has opened keeps the focus.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) to_grid();
    });
  };
  return {
    open: () => open_at(at_row()),
    on_context_menu: (event) => {
      const by_pointer = event.button === 2;
      if (open_at(by_pointer ? { left: event.clientX, top: event.clientY } : at_row())) event.preventDefault();
    },
    view: spot ? <RowMenu entries={entries} spot={spot} on_close={close} /> : null,
  };
}
