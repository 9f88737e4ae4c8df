// A button of a tool bar with its key printed on it, and the chip that tells how many columns are hidden.
import { keys_of, shortcuts_of } from '../shell/keys.ts';
import { useText } from '../shell/language.tsx';
import { shown_key } from '../shell/shown_key.ts';
import { Icon, type IconName } from './icons.tsx';

interface Props {
  text: string;
  on_press: () => void;
  icon?: IconName;
  /// Action of the key registry.
  action?: string;
  primary?: boolean;
  disabled?: boolean;
}

export function ToolButton({ text, on_press, icon, action, primary, disabled }: Props) {
  const t = useText();
  const key = action ? keys_of(action)[0] : undefined;
  return (
    <button
      type="button"
      className={primary ? 'button primary' : 'button'}
      disabled={disabled}
      onClick={on_press}
      aria-keyshortcuts={action ? shortcuts_of(action) : undefined}
    >
      {icon ? <Icon name={icon} /> : null}
      {text} {key ? <kbd>{shown_key(key, t)}</kbd> : null}
    </button>
  );
}

/// "+5 columns" and the button that opens their choice.
export function ColumnTools({ hidden, on_press }: { hidden: number; on_press: () => void }) {
  const t = useText();
  return (
    <>
      {hidden ? (
        <button type="button" className="chip accent button quiet" onClick={on_press}>
          {t('ui.columns.hidden', { count: hidden })}
        </button>
      ) : null}
      <ToolButton text={t('ui.columns')} icon="columns" action="columns" on_press={on_press} />
    </>
  );
}
