// Shows the latest message in the place kept for it; one with a way back stays ten seconds, longer while the mouse or
// the focus is on it. An earlier one that is still due follows when it goes.
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { Icon } from '../parts/icons.tsx';
import { useMessagePlace } from '../parts/message_place.ts';
import { useText } from './language.tsx';
import { drop_toast, useToasts, type Toast } from './toasts.ts';
import styles from './Toasts.module.css';

export function Toasts() {
  const toasts = useToasts();
  const place = useMessagePlace();
  const [held, hold] = useState(false);
  const latest = toasts.at(-1);
  useEffect(() => {
    if (!toasts.length || held) return;
    const next = Math.min(...toasts.map((toast) => toast.until));
    const timer = setTimeout(
      () => toasts.filter((toast) => toast.until <= Date.now()).forEach((toast) => drop_toast(toast.id)),
      Math.max(300, next - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [toasts, held]);
  if (!place) return null;
  return createPortal(
    <div
      className={styles.toasts}
      role="status"
      data-area="toasts"
      onMouseEnter={() => hold(true)}
      onMouseLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      {latest ? <Message key={latest.id} toast={latest} /> : null}
    </div>,
    place,
  );
}

function Message({ toast }: { toast: Toast }) {
  const t = useText();
  const actions = toast.action ? [...(toast.actions ?? []), toast.action] : (toast.actions ?? []);
  return (
    <div className={`${styles.toast} ${styles[toast.tone ?? 'ok']} fade`}>
      <Icon name={toast.tone === 'danger' || toast.tone === 'warn' ? 'warn' : 'check'} />
      <span className={styles.text} title={toast.text}>
        {toast.text}
      </span>
      {actions.map(({ label, run }) => (
        <button
          key={label}
          type="button"
          className={`button ${styles.action}`}
          onClick={() => {
            drop_toast(toast.id);
            run();
          }}
        >
          {label}
        </button>
      ))}
      <button type="button" className={styles.close} aria-label={t('ui.close')} onClick={() => drop_toast(toast.id)}>
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}
