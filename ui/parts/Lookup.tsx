// A field with a list behind it that also takes free text: F4, Alt+Down or "?" then Tab open the list; typing narrows
// it.
import {
  ComboBox,
  ComboBoxStateContext,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Button,
  type Key,
} from 'react-aria-components';
import { useContext, useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { fold } from './fold.ts';
import { useText } from '../shell/language.tsx';
import { described } from './Field.tsx';
import { Icon } from './icons.tsx';
import styles from './Field.module.css';

export interface LookupItem {
  id: string;
  label: string;
  hint?: string;
}

interface Props {
  label: string;
  name: string;
  value: string;
  items: readonly LookupItem[];
  on_type: (text: string) => void;
  /// An entry is chosen; without it its words go into the field.
  on_pick?: (id: string) => void;
  on_leave?: () => void;
  max_length?: number;
  required?: boolean;
  problem?: string;
  proposed?: boolean;
  changed?: boolean;
  autofocus?: boolean;
  read_only?: boolean;
  /// A remark below the field.
  hint?: string;
}

/// No key and no word twice: a list of equal keys never comes to rest, and equal words cannot be told apart.
export function unique(items: readonly LookupItem[]): readonly LookupItem[] {
  const [ids, words] = [new Set<string>(), new Set<string>()];
  return items.filter(({ id, label, hint = '' }) => {
    const word = `${label}\u0000${hint}`;
    if (ids.has(id) || words.has(word)) return false;
    ids.add(id);
    words.add(word);
    return true;
  });
}

/// The one word that begins as what was typed; none when several do.
export function completed(items: readonly LookupItem[], typed: string): string | undefined {
  const start = fold(typed.trim());
  const fitting = start ? items.filter((item) => fold(item.label).startsWith(start)) : [];
  return fitting.length === 1 ? fitting[0]!.label : undefined;
}

const found = (item: LookupItem, typed: string) => fold(`${item.label} ${item.hint ?? ''}`).includes(fold(typed));

/// The list opens by itself when a key finds something in it, but not when its items come a moment after the key.
function OpensOnArrival({ some }: { some: boolean }) {
  const state = useContext(ComboBoxStateContext);
  useEffect(() => {
    if (some && state?.isFocused && !state.isOpen) state.open(null, 'input');
  }, [some]);
  return null;
}

function Choices({ label }: { label: string }) {
  return (
    <Popover className={styles.layer} offset={2}>
      <ListBox className={styles.options} aria-label={label}>
        {(item: LookupItem) => (
          <ListBoxItem id={item.id} textValue={item.label} className={styles.option}>
            {item.label}
            {item.hint ? <span className="quiet"> {item.hint}</span> : null}
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  );
}

/// What is offered for what was typed, and what keys and choices do.
function useLookup(props: Props) {
  const { value, on_type } = props;
  const items = useMemo(() => unique(props.items), [props.items]);
  const [typed, set_typed] = useState(false);
  const shown = typed && value.trim() ? items.filter((item) => found(item, value.trim())) : items;
  const pick = (key: Key | null) => {
    const item = items.find((one) => one.id === key);
    if (item && props.on_pick) props.on_pick(item.id);
    else if (item) on_type(item.label);
    set_typed(false);
  };
  /// Leaving while the list is open and one word is meant: that word. Esc closes the list and keeps what was typed.
  const complete = (event: KeyboardEvent<HTMLInputElement>) => {
    const input = event.target as HTMLInputElement;
    const is_leaving = (event.key === 'Tab' || event.key === 'Enter') && !event.shiftKey;
    const is_open = input.getAttribute('aria-expanded') === 'true' && !input.getAttribute('aria-activedescendant');
    if (!is_leaving || !is_open || !typed || props.on_pick) return;
    const word = completed(shown, value);
    if (word !== undefined && word !== value) on_type(word);
  };
  const open_list = (event: KeyboardEvent<HTMLInputElement>) => {
    const asks = event.key === 'F4' || (event.key === 'Tab' && !event.shiftKey && value.trim().endsWith('?'));
    if (!asks) return complete(event);
    event.preventDefault();
    if (event.key === 'Tab') on_type(value.trim().slice(0, -1));
    set_typed(false);
    event.currentTarget.parentElement?.querySelector('button')?.click();
  };
  return { shown, typed, set_typed, pick, open_list };
}

function Below({ name, problem, hint }: Pick<Props, 'name' | 'problem' | 'hint'>) {
  if (problem)
    return (
      <span id={`${name}-problem`} className={styles.problem}>
        {problem}
      </span>
    );
  return hint ? (
    <span id={`${name}-hint`} className={styles.hint}>
      {hint}
    </span>
  ) : null;
}

export function Lookup(props: Props) {
  const t = useText();
  const { value, on_type } = props;
  const { shown, typed, set_typed, pick, open_list } = useLookup(props);
  return (
    <ComboBox
      className={styles.field}
      inputValue={value}
      allowsCustomValue
      allowsEmptyCollection={false}
      items={shown as LookupItem[]}
      selectedKey={null}
      menuTrigger="input"
      isRequired={props.required}
      isInvalid={Boolean(props.problem)}
      isReadOnly={props.read_only}
      validationBehavior="aria"
      onInputChange={(text) => {
        if (text !== value) {
          set_typed(true);
          on_type(text);
        }
      }}
      onSelectionChange={pick}
      onOpenChange={(open) => {
        if (!open) set_typed(false);
      }}
    >
      <Label className={styles.label} {...{ title: props.label }}>
        {props.label}
        {props.required ? <span aria-hidden="true"> *</span> : null}
      </Label>
      <div className={styles.withbutton} onKeyDownCapture={(event) => open_list(event as never)}>
        <Input
          name={props.name}
          data-field={props.name}
          maxLength={props.max_length}
          autoComplete="off"
          spellCheck={false}
          data-autofocus={props.autofocus || undefined}
          onBlur={props.on_leave}
          data-proposed={props.proposed || undefined}
          data-changed={props.changed || undefined}
          aria-describedby={described(props)}
        />
        <Button className={styles.open} aria-label={t('ui.open_list', { name: props.label })}>
          <Icon name="down" size={16} />
        </Button>
      </div>
      <Below name={props.name} problem={props.problem} hint={props.hint} />
      <Choices label={props.label} />
      <OpensOnArrival some={typed && value.trim() !== '' && shown.length > 0} />
    </ComboBox>
  );
}
