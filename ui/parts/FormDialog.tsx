// A dialog that asks and sends: Enter sends from every field, also from a choice, which has no Enter of its own; a
// refusal stands above the fields.
import { useId, type ReactNode } from 'react';
import { useText } from '../shell/language.tsx';
import { Dialog } from './Dialog.tsx';
import { useOnce } from './once.ts';
import styles from './Dialog.module.css';

interface Props {
  title: string;
  on_close: () => void;
  /// Words of the button that sends; without them nothing can be sent.
  go?: string;
  /// Nothing is to be filled in: the button that sends has the focus.
  go_first?: boolean;
  /// While what it gives is on its way, Enter sends nothing more.
  on_send: () => unknown;
  refusal?: string;
  wide?: boolean;
  /// Buttons between sending and giving up.
  more?: ReactNode;
  /// What stands below the fields.
  below?: ReactNode;
  children: ReactNode;
}

export function FormDialog({ title, on_close, go, go_first, on_send, refusal, wide, more, below, children }: Props) {
  const t = useText();
  const id = useId();
  const once = useOnce();
  const may_send = go !== undefined;
  return (
    <Dialog
      title={title}
      on_close={on_close}
      wide={wide}
      actions={
        <>
          {may_send ? (
            <button type="submit" form={id} className="button primary" data-autofocus={go_first || undefined}>
              {go} <kbd>{t('ui.enter')}</kbd>
            </button>
          ) : null}
          {more}
          <button type="button" className="button" onClick={on_close}>
            {t('ui.cancel')}
          </button>
        </>
      }
    >
      <form
        id={id}
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (may_send) void once(on_send);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.target instanceof HTMLSelectElement)) return;
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }}
      >
        {refusal ? (
          <p role="alert" className={styles.refusal}>
            {refusal}
          </p>
        ) : null}
        {children}
      </form>
      {below}
    </Dialog>
  );
}
