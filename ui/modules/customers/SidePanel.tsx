// A panel beside the form: takes the focus when it opens, Esc closes it.
import { useEffect, useRef, type ReactNode } from 'react';
import { Icon } from '../../parts/icons.tsx';
import { useText } from '../../shell/language.tsx';
import styles from './Profile.module.css';

export function SidePanel({ title, on_close, children }: { title: string; on_close: () => void; children: ReactNode }) {
  const t = useText();
  const box = useRef<HTMLElement>(null);
  useEffect(() => (box.current?.querySelector<HTMLElement>('[data-autofocus]') ?? box.current)?.focus(), []);
  return (
    <aside
      ref={box}
      tabIndex={-1}
      className={`${styles.panel} fade`}
      aria-label={title}
      data-area="panel"
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          on_close();
        }
      }}
    >
      <div className={styles.panelhead}>
        <h2>{title}</h2>
        <button type="button" className="button quiet" onClick={on_close} aria-label={t('ui.close')}>
          <Icon name="close" />
        </button>
      </div>
      {children}
    </aside>
  );
}
