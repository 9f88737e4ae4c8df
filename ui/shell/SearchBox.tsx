// The one search box (F3, Ctrl+K): customers and orders as one types, commands after ">", Enter opens the top hit.
import {
  forwardRef,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { Icon } from '../parts/icons.tsx';
import { say } from '../parts/live.ts';
import { shortcuts_of } from './keys.ts';
import { useText } from './language.tsx';
import { SearchList } from './SearchList.tsx';
import { is_command, useEntries } from './useEntries.tsx';
import { useSearch } from './useSearch.ts';
import styles from './SearchBox.module.css';

export interface SearchHandle {
  focus: () => void;
}

/// Arrows pressed before the answer is there: how far they lead in it.
function useStepsAhead() {
  const steps = useRef(0);
  return {
    add: (by: 1 | -1) => void (steps.current += by),
    forget: () => void (steps.current = 0),
    /// The place they lead to among so many entries, -1 for none.
    take: (length: number) => {
      const walked = steps.current;
      steps.current = 0;
      return walked === 0 || length === 0 ? -1 : (((walked > 0 ? walked - 1 : walked) % length) + length) % length;
    },
  };
}

/// What is typed, what it finds, which entry is marked, and whether the layer is open.
function useBox(on_help: () => void) {
  const [text, set_text] = useState('');
  const [open, set_open] = useState(false);
  const [active, set_active] = useState(-1);
  const { found, ask, when_found } = useSearch();
  const leave = useCallback(
    (clear: boolean) => {
      set_open(false);
      set_active(-1);
      if (!clear) return;
      set_text('');
      ask('');
    },
    [ask],
  );
  const entries_of = useEntries(on_help, () => leave(true));
  const shown = entries_of(text, found);
  const steps = useStepsAhead();
  /// Words and places may have come since the key was pressed.
  const latest = useRef(entries_of);
  useEffect(() => void (latest.current = entries_of));
  const is_old = !is_command(text) && text.trim() !== '' && found.text !== text.trim();
  const type = (value: string) => {
    const is_help = value.trim() === '?';
    set_text(is_help ? '' : value);
    set_open(true);
    set_active(-1);
    steps.forget();
    if (is_help) on_help();
    else ask(is_command(value) ? '' : value);
  };
  const mark = (to: number) => {
    const next = shown.length ? (to + shown.length) % shown.length : -1;
    set_open(true);
    set_active(next);
    if (shown[next]) say(shown[next].words, 150);
  };
  /// An arrow walks among the answers to what is typed, never among those to what was typed before.
  const go = (by: 1 | -1) => {
    if (!is_old) return mark(by < 0 && active < 0 ? -1 : active + by);
    steps.add(by);
    when_found(text, found, (answer) => {
      const place = steps.take(latest.current(text, answer).length);
      if (place >= 0) set_active(place);
    });
  };
  /// An Enter that comes before its answer is obeyed when the answer is there.
  const enter = () => {
    if (!is_old && active >= 0) shown[active]?.run();
    else if (is_command(text)) shown[0]?.run();
    else if (text.trim())
      when_found(text, found, (answer) => {
        const entries = latest.current(text, answer);
        entries[Math.max(steps.take(entries.length), 0)]?.run();
      });
  };
  return { text, type, open, set_open, active, go, enter, leave, found, shown };
}

type Box = ReturnType<typeof useBox>;

function keys_of_box({ go, enter, leave }: Box, came_from: RefObject<HTMLElement | null>) {
  return (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') go(1);
    else if (event.key === 'ArrowUp') go(-1);
    else if (event.key === 'Enter' && !event.ctrlKey) enter();
    else if (event.key === 'Escape') {
      leave(true);
      if (came_from.current?.isConnected) came_from.current.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

export const SearchBox = forwardRef<SearchHandle, { on_help: () => void }>(function SearchBox({ on_help }, handle) {
  const t = useText();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const came_from = useRef<HTMLElement | null>(null);
  const box = useBox(on_help);
  const { text, open, set_open, active, found, shown } = box;
  const focus = () => {
    if (document.activeElement !== input.current) came_from.current = document.activeElement as HTMLElement | null;
    input.current?.focus();
    input.current?.select();
    set_open(true);
  };
  useImperativeHandle(handle, () => ({ focus }), []);
  return (
    <div
      className={styles.box}
      role="search"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) box.leave(false);
      }}
    >
      <Icon name="search" />
      <input
        ref={input}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-label={t('ui.search')}
        placeholder={t('ui.search.placeholder')}
        aria-expanded={open}
        aria-controls={open ? `${id}list` : undefined}
        aria-autocomplete="list"
        data-found={found.text}
        aria-activedescendant={open && active >= 0 ? `${id}${active}` : undefined}
        aria-keyshortcuts={shortcuts_of('search')}
        onChange={(event) => box.type(event.target.value)}
        onKeyDown={keys_of_box(box, came_from)}
        onClick={() => set_open(true)}
      />
      <kbd className={styles.key}>F3</kbd>
      {open ? <SearchList id={id} entries={shown} active={active} failed={found.failed} /> : null}
    </div>
  );
});
