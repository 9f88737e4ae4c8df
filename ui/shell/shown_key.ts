// A key as it is printed on the user's keyboard: Strg, Umschalt, Eingabetaste. The one place that spells keys.
import type { OwnKey } from '../compiled/keys.ts';
import type { Text } from './language.tsx';

const names: Record<string, OwnKey> = {
  Ctrl: 'ui.ctrl',
  Shift: 'ui.shift',
  Enter: 'ui.enter',
  Escape: 'ui.escape',
  Delete: 'ui.delete_key',
  ArrowUp: 'ui.up',
  ArrowDown: 'ui.down',
  ArrowLeft: 'ui.left',
  ArrowRight: 'ui.right',
  PageUp: 'ui.page_up',
  PageDown: 'ui.page_down',
  Home: 'ui.pos1',
  End: 'ui.end',
  Insert: 'ui.key_insert',
  ' ': 'ui.space',
};

/// "Ctrl+Enter" as it is printed on the user's keyboard.
export const shown_key = (key: string, t: Text) =>
  key === '+'
    ? key
    : key
        .split('+')
        .map((part) => (part in names ? t(names[part]!) : part.length === 1 ? part.toUpperCase() : part))
        .join('+');
