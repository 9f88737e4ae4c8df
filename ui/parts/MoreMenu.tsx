// A button with a menu below or above it; keys of the entries stand beside them.
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Icon } from './icons.tsx';
import field_styles from './Field.module.css';

export interface MenuEntry {
  id: string;
  text: string;
  keys?: string;
  run: () => void;
}

export function MoreMenu({
  text,
  entries,
  className,
}: {
  text: string;
  entries: readonly MenuEntry[];
  className?: string;
}) {
  return (
    <MenuTrigger>
      <Button className={className ?? 'button'} aria-label={text}>
        {className ? null : text} <Icon name="down" size={16} />
      </Button>
      <Popover className={field_styles.layer} placement="top end" offset={4}>
        <Menu
          className={field_styles.options}
          aria-label={text}
          onAction={(id) => entries.find((entry) => entry.id === id)?.run()}
        >
          {entries.map((entry) => (
            <MenuItem key={entry.id} id={entry.id} textValue={entry.text} className={field_styles.menuitem}>
              <span className="grow">{entry.text}</span> {entry.keys ? <kbd>{entry.keys}</kbd> : null}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
