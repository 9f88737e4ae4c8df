// A button with a menu below or above it; keys of the entries stand beside them.
import { lazy, Suspense, useRef, useState, type KeyboardEvent } from 'react';
import { Icon } from './icons.tsx';

export interface MenuEntry {
  id: string;
  text: string;
  keys?: string;
  run: () => void;
}

const load = () => import('./OpenMenu.tsx');
const OpenMenu = lazy(load);

interface Props {
  text: string;
  entries: readonly MenuEntry[];
  className?: string;
}

export function MoreMenu({ text, entries, className }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, set_open] = useState(false);
  const on_key = (event: KeyboardEvent) => {
    // With the press of the key, not with the click that follows it: the entries take the focus at once.
    if (!['ArrowDown', 'ArrowUp', 'Enter', ' '].includes(event.key)) return;
    event.preventDefault();
    set_open(true);
  };
  const close = () => {
    set_open(false);
    // What an entry has opened keeps the focus.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) button.current?.focus();
    });
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className ?? 'button'}
        aria-label={text}
        aria-haspopup="true"
        aria-expanded={open}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onKeyDown={on_key}
        onClick={() => set_open(true)}
      >
        {className ? null : text} <Icon name="down" size={16} />
      </button>
      {open ? (
        <Suspense fallback={null}>
          <OpenMenu text={text} entries={entries} trigger={button} on_close={close} />
        </Suspense>
      ) : null}
    </>
  );
}
