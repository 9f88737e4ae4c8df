// What can be done with the customer on the screen: the buttons at its lower edge and the keys that do the same.
import type { ReactNode } from 'react';
import { Icon } from '../../parts/icons.tsx';
import { keys_of, shortcuts_of } from '../../shell/keys.ts';
import { useText } from '../../shell/language.tsx';
import styles from './Profile.module.css';

interface Props {
  save?: (and_close: boolean) => void;
  busy: boolean;
  changed: boolean;
  discard: () => void;
  history?: { shown: boolean; toggle: () => void };
  remove?: () => void;
}

interface ActionProps {
  action: string;
  on_press: () => void;
  disabled?: boolean;
  primary?: boolean;
  expanded?: boolean;
  children: ReactNode;
}

function Action({ action, on_press, disabled, primary, expanded, children }: ActionProps) {
  const t = useText();
  const key = keys_of(action)[0]?.replace('Ctrl', t('ui.ctrl')).replace('Escape', t('ui.escape'));
  return (
    <button
      type="button"
      className={primary ? 'button primary' : 'button'}
      disabled={disabled}
      aria-expanded={expanded}
      aria-keyshortcuts={shortcuts_of(action)}
      onClick={on_press}
    >
      {children} <kbd>{key}</kbd>
    </button>
  );
}

export function ProfileActions({ save, busy, changed, discard, history, remove }: Props) {
  const t = useText();
  return (
    <div className={styles.actions} data-area="actions">
      {save ? (
        <>
          <Action action="save_close" primary disabled={busy} on_press={() => save(true)}>
            {t('ui.save_close')}
          </Action>
          <Action action="save" disabled={busy} on_press={() => save(false)}>
            {t('ui.save')}
          </Action>
          <Action action="discard" disabled={!changed} on_press={discard}>
            {t('ui.discard')}
          </Action>
        </>
      ) : null}
      <span className="grow" />
      {history ? (
        <Action action="history" expanded={history.shown} on_press={history.toggle}>
          <Icon name="history" />
          {t('ui.history')}
        </Action>
      ) : null}
      {remove ? (
        <button type="button" className="button danger" onClick={remove}>
          {t('ui.delete')}
        </button>
      ) : null}
    </div>
  );
}
