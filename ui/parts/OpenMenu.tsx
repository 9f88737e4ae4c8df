// The entries of an opened menu; loaded when somebody comes near its button, so that the first screen does without.
import type { RefObject } from 'react';
import { Menu, MenuItem, Popover } from 'react-aria-components';
import field_styles from './Field.module.css';
import type { MenuEntry } from './MoreMenu.tsx';

interface Props {
  text: string;
  entries: readonly MenuEntry[];
  trigger: RefObject<HTMLElement | null>;
  /// Of the menu, seen from what it belongs to.
  placement?: 'top end' | 'bottom start';
  on_close: () => void;
}

export default function OpenMenu({ text, entries, trigger, placement = 'top end', on_close }: Props) {
  return (
    <Popover
      className={field_styles.layer}
      placement={placement}
      offset={4}
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => open || on_close()}
    >
      <Menu
        className={field_styles.options}
        aria-label={text}
        autoFocus="first"
        onAction={(id) => entries.find((entry) => entry.id === id)?.run()}
        onClose={on_close}
      >
        {entries.map((entry) => (
          <MenuItem key={entry.id} id={entry.id} textValue={entry.text} className={field_styles.menuitem}>
            <span className="grow">{entry.text}</span> {entry.keys ? <kbd>{entry.keys}</kbd> : null}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
