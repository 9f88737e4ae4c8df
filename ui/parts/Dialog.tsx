// A modal layer on the browser's own dialog element: it traps focus, closes with Esc and gives focus back to its
// opener.
import { useContext, useEffect, useId, useRef, type ReactNode } from 'react';
import { useText } from '../shell/language.tsx';
import { Depth, useLayer } from '../shell/useKeys.ts';
import { Icon } from './icons.tsx';
import { useTakesMessages } from './message_place.ts';
import styles from './Dialog.module.css';

interface Props {
  title: string;
  on_close: () => void;
  children: ReactNode;
  wide?: boolean;
  actions?: ReactNode;
}

export function Dialog({ title, on_close, children, wide, actions }: Props) {
  const t = useText();
  const depth = useContext(Depth);
  const box = useRef<HTMLDialogElement>(null);
  const messages = useRef<HTMLDivElement>(null);
  const id = useId();
  useLayer(true);
  useTakesMessages(messages);
  useEffect(() => {
    const opener = document.activeElement as HTMLElement | null;
    const element = box.current!;
    element.showModal();
    element
      .querySelector<HTMLElement>('[data-autofocus], [data-autofocus-within] :is(input, select, textarea)')
      ?.focus();
    return () => {
      element.close();
      if (opener?.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      className={`${styles.dialog} ${wide ? styles.wide : ''} fade`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        on_close();
      }}
      onMouseDown={(event) => {
        if (event.target === box.current) on_close();
      }}
    >
      <Depth.Provider value={depth + 1}>
        <div className={styles.inner}>
          <div className={styles.head}>
            <h2 id={id}>{title}</h2>
            <button type="button" className="button quiet" onClick={on_close} aria-label={t('ui.close')}>
              <Icon name="close" />
            </button>
          </div>
          <div className={styles.body}>{children}</div>
          <div ref={messages} className={styles.messages} />
          {actions ? <div className={styles.actions}>{actions}</div> : null}
        </div>
      </Depth.Provider>
    </dialog>
  );
}
