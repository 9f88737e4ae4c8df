// Shows the messages; one with a way back stays ten seconds, longer while the mouse or the focus is on it.
import { useEffect, useState } from 'react';
import { Icon } from '../parts/icons.tsx';
import { useText } from './language.tsx';
import { drop_toast, useToasts } from './toasts.ts';
import styles from './Toasts.module.css';

export function Toasts() {
  const t = useText();
  const toasts = useToasts();
  const [held, hold] = useState(false);
  useEffect(() => {
    if (!toasts.length || held) return;
    const next = Math.min(...toasts.map((toast) => toast.until));
    const timer = setTimeout(
      () => toasts.filter((toast) => toast.until <= Date.now()).forEach((toast) => drop_toast(toast.id)),
      Math.max(300, next - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [toasts, held]);
  return (
    <div
      className={styles.toasts}
      role="status"
      data-area="toasts"
      onMouseEnter={() => hold(true)}
      onMouseLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      {toasts.map((toast) => (
        <div key={toast.id} className={`${styles.toast} ${styles[toast.tone ?? 'ok']} fade`}>
          <Icon name={toast.tone === 'danger' || toast.tone === 'warn' ? 'warn' : 'check'} />
          <span className="grow">{toast.text}</span>
          {toast.action ? (
            <button
              type="button"
              className="button"
              onClick={() => {
                drop_toast(toast.id);
                toast.action!.run();
              }}
            >
              {toast.action.label}
            </button>
          ) : null}
          <button
            type="button"
            className={styles.close}
            aria-label={t('ui.close')}
            onClick={() => drop_toast(toast.id)}
          >
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
    </div>
  );
}
