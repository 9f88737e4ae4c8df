// Every key binding of the browser part, in one table: the dispatcher, the tooltips, the key overview and the unit test
// against double bindings all read it. `early`: taken before the focused field sees the key (function keys, Ctrl and
// Alt combinations). `outside`: only while no field has focus. Letters are compared by what they write, digits by their
// place on the keyboard.
import type { OwnKey } from '../compiled/keys.ts';

export type Scope =
  | 'anywhere'
  | 'customer'
  | 'booking'
  | 'form'
  | 'report'
  | 'duplicates'
  | 'counter'
  | 'till'
  | 'renewals'
  | 'list'
  | 'letters'
  | 'selection';

export interface Binding {
  action: string;
  scope: Scope;
  keys: readonly string[];
  text: OwnKey;
  outside?: boolean;
  late?: boolean;
}

export const bindings: readonly Binding[] = [
  { action: 'search', scope: 'anywhere', keys: ['F3', 'Ctrl+K'], text: 'ui.key.search' },
  { action: 'search_form', scope: 'anywhere', keys: ['Shift+F3'], text: 'ui.key.search_form' },
  { action: 'new_private', scope: 'anywhere', keys: ['F2'], text: 'ui.key.new_private' },
  { action: 'new_company', scope: 'anywhere', keys: ['Shift+F2'], text: 'ui.key.new_company' },
  { action: 'new_agency', scope: 'anywhere', keys: ['Ctrl+F2'], text: 'ui.key.new_agency' },
  { action: 'new_prospect', scope: 'anywhere', keys: ['Alt+F2'], text: 'ui.key.new_prospect' },
  { action: 'area_next', scope: 'anywhere', keys: ['F6'], text: 'ui.key.area_next' },
  { action: 'area_previous', scope: 'anywhere', keys: ['Shift+F6'], text: 'ui.key.area_previous' },
  { action: 'undo', scope: 'anywhere', keys: ['Ctrl+Z'], text: 'ui.key.undo' },
  { action: 'redo', scope: 'anywhere', keys: ['Ctrl+Y'], text: 'ui.key.redo' },
  { action: 'next_error', scope: 'anywhere', keys: ['Ctrl+.'], text: 'ui.key.next_error' },
  { action: 'overview', scope: 'anywhere', keys: ['Shift+F1'], text: 'ui.key.overview' },
  { action: 'overview_letter', scope: 'anywhere', keys: ['?'], text: 'ui.key.overview', outside: true, late: true },
  { action: 'call_open', scope: 'anywhere', keys: ['Alt+A'], text: 'ui.key.call_open' },
  { action: 'open_1', scope: 'anywhere', keys: ['Alt+Shift+1'], text: 'ui.key.open_customer' },
  { action: 'open_2', scope: 'anywhere', keys: ['Alt+Shift+2'], text: 'ui.key.open_customer' },
  { action: 'open_3', scope: 'anywhere', keys: ['Alt+Shift+3'], text: 'ui.key.open_customer' },
  { action: 'open_4', scope: 'anywhere', keys: ['Alt+Shift+4'], text: 'ui.key.open_customer' },
  { action: 'open_5', scope: 'anywhere', keys: ['Alt+Shift+5'], text: 'ui.key.open_customer' },
  { action: 'open_6', scope: 'anywhere', keys: ['Alt+Shift+6'], text: 'ui.key.open_customer' },
  { action: 'open_7', scope: 'anywhere', keys: ['Alt+Shift+7'], text: 'ui.key.open_customer' },
  { action: 'open_8', scope: 'anywhere', keys: ['Alt+Shift+8'], text: 'ui.key.open_customer' },

  { action: 'tab_1', scope: 'customer', keys: ['Alt+1'], text: 'ui.key.tab_customer' },
  { action: 'tab_2', scope: 'customer', keys: ['Alt+2'], text: 'ui.key.tab_family' },
  { action: 'tab_3', scope: 'customer', keys: ['Alt+3'], text: 'ui.key.tab_banks' },
  { action: 'tab_4', scope: 'customer', keys: ['Alt+4'], text: 'ui.key.tab_more' },
  { action: 'tab_5', scope: 'customer', keys: ['Alt+5'], text: 'ui.key.tab_attributes' },
  { action: 'tab_6', scope: 'customer', keys: ['Alt+6'], text: 'ui.key.tab_phones' },
  { action: 'tab_7', scope: 'customer', keys: ['Alt+7'], text: 'ui.key.tab_purchases' },
  { action: 'tab_8', scope: 'customer', keys: ['Alt+8'], text: 'ui.key.tab_trips' },
  { action: 'notes', scope: 'customer', keys: ['F7'], text: 'ui.key.notes' },
  { action: 'row_earlier', scope: 'customer', keys: ['Alt+ArrowUp'], text: 'ui.key.row_earlier' },
  { action: 'row_later', scope: 'customer', keys: ['Alt+ArrowDown'], text: 'ui.key.row_later' },
  { action: 'letter', scope: 'customer', keys: ['Alt+B'], text: 'ui.key.letter' },
  { action: 'contact', scope: 'customer', keys: ['Alt+K'], text: 'ui.key.contact' },
  { action: 'bonus', scope: 'customer', keys: ['Alt+G'], text: 'ui.key.bonus' },
  { action: 'history', scope: 'customer', keys: ['F8'], text: 'ui.key.history' },
  { action: 'imported_history', scope: 'customer', keys: ['Shift+F8'], text: 'ui.key.imported_history' },
  { action: 'new_booking', scope: 'customer', keys: ['F9'], text: 'ui.key.new_booking' },
  { action: 'registration', scope: 'customer', keys: ['Shift+F9'], text: 'ui.key.registration' },

  { action: 'booking_tab_1', scope: 'booking', keys: ['Alt+1'], text: 'ui.key.booking_tab_1' },
  { action: 'booking_tab_2', scope: 'booking', keys: ['Alt+2'], text: 'ui.key.booking_tab_2' },
  { action: 'booking_tab_3', scope: 'booking', keys: ['Alt+3'], text: 'ui.key.booking_tab_3' },
  { action: 'booking_tab_4', scope: 'booking', keys: ['Alt+4'], text: 'ui.key.booking_tab_4' },
  { action: 'booking_tab_5', scope: 'booking', keys: ['Alt+5'], text: 'ui.key.booking_tab_5' },
  { action: 'booking_tab_6', scope: 'booking', keys: ['Alt+6'], text: 'ui.key.booking_tab_6' },
  { action: 'booking_tab_7', scope: 'booking', keys: ['Alt+7'], text: 'ui.key.booking_tab_7' },
  { action: 'family', scope: 'booking', keys: ['Alt+P'], text: 'ui.key.family' },
  { action: 'payment', scope: 'booking', keys: ['Alt+Z'], text: 'ui.key.payment' },
  { action: 'paper', scope: 'booking', keys: ['Alt+B'], text: 'ui.key.paper' },
  { action: 'cancel_booking', scope: 'booking', keys: ['Alt+Delete'], text: 'ui.key.cancel_booking' },
  { action: 'row_details', scope: 'booking', keys: ['Alt+Enter'], text: 'ui.key.row_details' },
  { action: 'row_copy', scope: 'booking', keys: ['Alt+Insert'], text: 'ui.key.row_copy' },
  { action: 'row_remove', scope: 'booking', keys: ['Ctrl+Delete'], text: 'ui.key.row_remove' },

  { action: 'save', scope: 'form', keys: ['Ctrl+S'], text: 'ui.key.save' },
  { action: 'save_close', scope: 'form', keys: ['F10', 'Ctrl+Enter'], text: 'ui.key.save_close' },
  { action: 'discard', scope: 'form', keys: ['Escape'], text: 'ui.key.discard', late: true },

  { action: 'to_duplicates', scope: 'form', keys: ['Alt+U'], text: 'ui.key.to_duplicates' },

  {
    action: 'take_active',
    scope: 'duplicates',
    keys: ['Enter'],
    text: 'ui.key.take_candidate',
    late: true,
    outside: true,
  },
  { action: 'take_1', scope: 'duplicates', keys: ['1'], text: 'ui.key.take_candidate', late: true, outside: true },
  { action: 'take_2', scope: 'duplicates', keys: ['2'], text: 'ui.key.take_candidate', late: true, outside: true },
  { action: 'take_3', scope: 'duplicates', keys: ['3'], text: 'ui.key.take_candidate', late: true, outside: true },
  { action: 'take_4', scope: 'duplicates', keys: ['4'], text: 'ui.key.take_candidate', late: true, outside: true },
  { action: 'take_5', scope: 'duplicates', keys: ['5'], text: 'ui.key.take_candidate', late: true, outside: true },
  { action: 'look_at', scope: 'duplicates', keys: ['o'], text: 'ui.key.look_at', late: true, outside: true },
  { action: 'merge', scope: 'duplicates', keys: ['m'], text: 'ui.key.merge', late: true, outside: true },
  { action: 'keep_apart', scope: 'duplicates', keys: ['x'], text: 'ui.key.keep_apart', late: true, outside: true },
  {
    action: 'create_anyway',
    scope: 'duplicates',
    keys: ['n'],
    text: 'ui.key.create_anyway',
    late: true,
    outside: true,
  },
  { action: 'next_candidate', scope: 'duplicates', keys: ['ArrowRight'], text: 'ui.key.next_candidate', late: true },
  {
    action: 'previous_candidate',
    scope: 'duplicates',
    keys: ['ArrowLeft'],
    text: 'ui.key.previous_candidate',
    late: true,
  },

  { action: 'best_1', scope: 'counter', keys: ['1'], text: 'ui.key.best_seats', outside: true },
  { action: 'best_2', scope: 'counter', keys: ['2'], text: 'ui.key.best_seats', outside: true },
  { action: 'best_3', scope: 'counter', keys: ['3'], text: 'ui.key.best_seats', outside: true },
  { action: 'best_4', scope: 'counter', keys: ['4'], text: 'ui.key.best_seats', outside: true },
  { action: 'best_5', scope: 'counter', keys: ['5'], text: 'ui.key.best_seats', outside: true },
  { action: 'best_6', scope: 'counter', keys: ['6'], text: 'ui.key.best_seats', outside: true },
  { action: 'counter_customer', scope: 'counter', keys: ['k'], text: 'ui.key.counter_customer', outside: true },
  { action: 'counter_cash', scope: 'counter', keys: ['b'], text: 'ui.key.counter_cash', outside: true },
  { action: 'counter_card', scope: 'counter', keys: ['c'], text: 'ui.key.counter_card', outside: true },
  { action: 'counter_reserve', scope: 'counter', keys: ['r'], text: 'ui.key.counter_reserve', outside: true },
  { action: 'counter_payment', scope: 'counter', keys: ['z'], text: 'ui.key.counter_payment', outside: true },
  { action: 'counter_subscription', scope: 'counter', keys: ['s'], text: 'ui.key.counter_subscription', outside: true },
  { action: 'counter_article', scope: 'counter', keys: ['a'], text: 'ui.key.counter_article', outside: true },
  { action: 'counter_promotion', scope: 'counter', keys: ['p'], text: 'ui.key.counter_promotion', outside: true },
  { action: 'counter_tickets', scope: 'counter', keys: ['t'], text: 'ui.key.counter_tickets', outside: true },
  { action: 'counter_receipt', scope: 'counter', keys: ['q'], text: 'ui.key.counter_receipt', outside: true },
  { action: 'counter_clear', scope: 'counter', keys: ['Delete'], text: 'ui.key.counter_clear', outside: true },

  { action: 'till_open', scope: 'till', keys: ['o'], text: 'ui.key.till_open', outside: true },
  { action: 'till_deposit', scope: 'till', keys: ['e'], text: 'ui.key.till_deposit', outside: true },
  { action: 'till_withdraw', scope: 'till', keys: ['a'], text: 'ui.key.till_withdraw', outside: true },
  { action: 'till_correct', scope: 'till', keys: ['k'], text: 'ui.key.till_correct', outside: true },
  { action: 'till_count', scope: 'till', keys: ['z'], text: 'ui.key.till_count', outside: true },

  { action: 'renewal_reserve', scope: 'renewals', keys: ['r'], text: 'ui.key.renewal_reserve', outside: true },
  { action: 'renewal_begin', scope: 'renewals', keys: ['n'], text: 'ui.key.renewal_begin', outside: true },

  { action: 'search_customers', scope: 'report', keys: ['Alt+1'], text: 'ui.key.search_customers' },
  { action: 'search_bookings', scope: 'report', keys: ['Alt+2'], text: 'ui.key.search_bookings' },
  { action: 'search_participants', scope: 'report', keys: ['Alt+3'], text: 'ui.key.search_participants' },
  { action: 'generate', scope: 'report', keys: ['F10', 'Ctrl+Enter'], text: 'ui.key.generate' },
  { action: 'print', scope: 'report', keys: ['Alt+P'], text: 'ui.key.print' },
  { action: 'pay_item', scope: 'report', keys: ['Alt+Z'], text: 'ui.key.payment' },
  { action: 'call_edit', scope: 'report', keys: ['Alt+W'], text: 'ui.key.call_edit' },
  { action: 'enter_points', scope: 'report', keys: ['Alt+N'], text: 'ui.key.enter_points' },
  { action: 'leave_out', scope: 'report', keys: ['Alt+Delete'], text: 'ui.key.leave_out' },
  { action: 'earlier_runs', scope: 'report', keys: ['Alt+G'], text: 'ui.key.earlier_runs' },

  { action: 'line_up', scope: 'selection', keys: ['Alt+ArrowUp'], text: 'ui.key.line_up' },
  { action: 'line_down', scope: 'selection', keys: ['Alt+ArrowDown'], text: 'ui.key.line_down' },
  { action: 'line_in', scope: 'selection', keys: ['Alt+ArrowRight'], text: 'ui.key.line_in' },
  { action: 'line_out', scope: 'selection', keys: ['Alt+ArrowLeft'], text: 'ui.key.line_out' },
  { action: 'line_new', scope: 'selection', keys: ['Enter'], text: 'ui.key.line_new', late: true },
  {
    action: 'line_remove',
    scope: 'selection',
    keys: ['Delete'],
    text: 'ui.key.line_remove',
    late: true,
    outside: true,
  },
  { action: 'line_group', scope: 'selection', keys: ['g'], text: 'ui.key.line_group', late: true, outside: true },
  { action: 'line_not', scope: 'selection', keys: ['n'], text: 'ui.key.line_not', late: true, outside: true },
  { action: 'line_next', scope: 'selection', keys: ['ArrowDown'], text: 'ui.key.line_next', late: true, outside: true },
  {
    action: 'line_previous',
    scope: 'selection',
    keys: ['ArrowUp'],
    text: 'ui.key.line_previous',
    late: true,
    outside: true,
  },

  { action: 'export', scope: 'list', keys: ['Alt+X'], text: 'ui.key.export' },
  { action: 'columns', scope: 'list', keys: ['Alt+C'], text: 'ui.key.columns' },
  { action: 'filter', scope: 'list', keys: ['Alt+R'], text: 'ui.key.filter' },
  { action: 'go_to', scope: 'list', keys: ['Ctrl+G'], text: 'ui.key.go_to' },
  { action: 'row_down', scope: 'list', keys: ['ArrowDown'], text: 'ui.key.row_down', late: true },
  { action: 'row_up', scope: 'list', keys: ['ArrowUp'], text: 'ui.key.row_up', late: true },
  { action: 'page_down', scope: 'list', keys: ['PageDown'], text: 'ui.key.page_down', late: true },
  { action: 'page_up', scope: 'list', keys: ['PageUp'], text: 'ui.key.page_up', late: true },
  { action: 'first', scope: 'list', keys: ['Ctrl+Home', 'Home'], text: 'ui.key.first', late: true },
  { action: 'last', scope: 'list', keys: ['Ctrl+End', 'End'], text: 'ui.key.last', late: true },
  { action: 'expand', scope: 'list', keys: ['+', 'ArrowRight'], text: 'ui.key.expand', late: true },
  { action: 'collapse', scope: 'list', keys: ['-', 'ArrowLeft'], text: 'ui.key.collapse', late: true },
  { action: 'expand_all', scope: 'list', keys: ['*'], text: 'ui.key.expand_all', late: true },
  { action: 'open', scope: 'list', keys: ['Enter'], text: 'ui.key.open', late: true },
  { action: 'row_menu', scope: 'list', keys: ['Shift+F10'], text: 'ui.key.row_menu', late: true },
  { action: 'mark', scope: 'list', keys: [' '], text: 'ui.key.mark', late: true },
  { action: 'mark_down', scope: 'list', keys: ['Shift+ArrowDown'], text: 'ui.key.mark_down', late: true },
  { action: 'mark_up', scope: 'list', keys: ['Shift+ArrowUp'], text: 'ui.key.mark_up', late: true },
  { action: 'mark_all', scope: 'list', keys: ['Ctrl+A'], text: 'ui.key.mark_all', late: true },
  { action: 'unmark', scope: 'list', keys: ['Escape'], text: 'ui.key.unmark', late: true },
  { action: 'wider', scope: 'list', keys: ['Shift+ArrowRight'], text: 'ui.key.wider', late: true },
  { action: 'narrower', scope: 'list', keys: ['Shift+ArrowLeft'], text: 'ui.key.narrower', late: true },
  { action: 'preview', scope: 'list', keys: ['Alt+V'], text: 'ui.key.preview' },
  { action: 'everybody', scope: 'list', keys: ['Alt+L'], text: 'ui.key.everybody' },
  { action: 'save_list', scope: 'list', keys: ['Ctrl+S'], text: 'ui.key.save_list' },
  { action: 'merge_marked', scope: 'list', keys: ['Alt+M'], text: 'ui.key.merge_marked' },

  { action: 'row_down', scope: 'letters', keys: ['j'], text: 'ui.key.row_down', late: true, outside: true },
  { action: 'row_up', scope: 'letters', keys: ['k'], text: 'ui.key.row_up', late: true, outside: true },
  { action: 'open', scope: 'letters', keys: ['o'], text: 'ui.key.open', late: true, outside: true },
  { action: 'expand', scope: 'letters', keys: ['e'], text: 'ui.key.expand', late: true, outside: true },
  { action: 'mark', scope: 'letters', keys: ['x'], text: 'ui.key.mark', late: true, outside: true },
];

/// Scopes that can be live at the same time; the unit test refuses one key twice within a line.
export const together: readonly (readonly Scope[])[] = [
  ['anywhere', 'customer', 'form', 'duplicates'],
  ['anywhere', 'booking', 'form'],
  ['anywhere', 'list'],
  ['anywhere', 'report', 'list'],
  ['anywhere', 'letters'],
  ['anywhere', 'report', 'selection'],
  ['anywhere', 'counter'],
  ['anywhere', 'renewals'],
  ['anywhere', 'report', 'till'],
];

export interface Pressed {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  getModifierState?: (name: string) => boolean;
}

/// "Ctrl+Shift+F6", "Alt+1", "?", "j"; null for AltGr (it writes characters on German and Dutch keyboards) and lone
/// modifiers.
export function key_name(event: Pressed): string | null {
  if (event.getModifierState?.('AltGraph')) return null;
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process', 'Unidentified'].includes(event.key))
    return null;
  const control = event.ctrlKey || event.metaKey;
  const digit = (control || event.altKey) && /^Digit(\d)$/.exec(event.code);
  const letter = /^\p{L}$/u.test(event.key);
  const sign = event.key.length === 1 && !letter && !digit;
  let name = digit ? digit[1]! : event.key;
  if (letter && (control || event.altKey)) name = event.key.toUpperCase();
  const shift = event.shiftKey && !sign && !(letter && !control && !event.altKey);
  return `${control ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${name}`;
}

export function bindings_of(scopes: readonly Scope[]): Binding[] {
  return bindings.filter((binding) => scopes.includes(binding.scope));
}

export function action_of(name: string | null, scopes: readonly Scope[]): string | undefined {
  return name === null
    ? undefined
    : bindings.find((one) => scopes.includes(one.scope) && one.keys.includes(name))?.action;
}

export function keys_of(action: string): readonly string[] {
  return bindings.find((binding) => binding.action === action)?.keys ?? [];
}

/// For aria-keyshortcuts: "F3 Control+K".
export function shortcuts_of(action: string): string {
  return keys_of(action)
    .map((key) => key.replace('Ctrl+', 'Control+'))
    .join(' ');
}

export function is_field(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit', 'file'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
