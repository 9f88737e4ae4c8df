// A button in the top bar with a panel below it (not modal): Esc and a click elsewhere close it, focus goes back to the
// button.
import { useCallback, useEffect, useId, useRef, useState, type ReactNode } from 'react';
import styles from './Panel.module.css';

export function Panel({
  label,
  button,
  title,
  children,
}: {
  label: string;
  button: ReactNode;
  title: string;
  children: ReactNode;
}) {
  const id = useId();
  const [open, set_open] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => {
    set_open(false);
    opener.current?.focus();
  }, []);
  useEffect(() => {
    if (!open) return;
    const outside = (event: MouseEvent) => {
      if (!box.current?.contains(event.target as Node)) set_open(false);
    };
    document.addEventListener('mousedown', outside);
    return () => document.removeEventListener('mousedown', outside);
  }, [open]);
  return (
    <div
      ref={box}
      className={styles.holder}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && open) {
          close();
          event.stopPropagation();
        }
      }}
      onBlur={(event) => {
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) set_open(false);
      }}
    >
      <button
        ref={opener}
        type="button"
        className="button quiet"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={label}
        title={label}
        onClick={() => set_open(!open)}
      >
        {button}
      </button>
      {open ? (
        <div id={id} role="group" aria-label={title} className={`${styles.panel} fade`}>
          <h2>{title}</h2>
          {children}
        </div>
      ) : null}
    </div>
  );
}
