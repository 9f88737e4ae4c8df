// The one search box (F3, Ctrl+K): customers and orders as one types, commands after ">", Enter opens the top hit.
import { useNavigate } from '@tanstack/react-router';
import { forwardRef, useCallback, useId, useImperativeHandle, useRef, useState, type KeyboardEvent } from 'react';
import type { SearchHit } from '../api/types.ts';
import { Icon } from '../parts/icons.tsx';
import { say } from '../parts/live.ts';
import { matching, useCommands } from './commands.ts';
import { shortcuts_of } from './keys.ts';
import { useText } from './language.tsx';
import { SearchHitLine } from './SearchHitLine.tsx';
import { useSearch, type Found } from './useSearch.ts';
import styles from './SearchBox.module.css';

export interface SearchHandle {
  focus: () => void;
}

interface Entry {
  id: string;
  run: () => void;
  view: React.ReactNode;
  words: string;
}

export const SearchBox = forwardRef<SearchHandle, { on_help: () => void }>(function SearchBox({ on_help }, handle) {
  const t = useText();
  const navigate = useNavigate();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const came_from = useRef<HTMLElement | null>(null);
  const [text, set_text] = useState('');
  const [open, set_open] = useState(false);
  const [active, set_active] = useState(-1);
  const { found, ask, when_found } = useSearch();
  const commands = useCommands(on_help);
  const is_command = text.trimStart().startsWith('>');

  const leave = useCallback(
    (clear: boolean) => {
      set_open(false);
      set_active(-1);
      if (clear) {
        set_text('');
        ask('');
      }
    },
    [ask],
  );

  const open_hit = useCallback(
    (hit: SearchHit) => {
      leave(true);
      const customer = hit.kind === 'customer' ? hit.id : hit.customer;
      if (customer !== undefined) void navigate({ to: '/customers/$id', params: { id: String(customer) } });
      else if (hit.kind === 'event')
        void navigate({ to: '/reports/customers', search: { event: [String(hit.number)], scope: 'all' } });
    },
    [leave, navigate],
  );

  const create = useCallback(
    (name: string) => {
      leave(true);
      void navigate({ to: '/customers/new/$kind', params: { kind: 'private' }, search: { name } });
    },
    [leave, navigate],
  );

  const entries = (from: Found): Entry[] => {
    if (is_command) {
      return matching(commands, text.trimStart().slice(1)).map((command) => ({
        id: command.id,
        words: command.text,
        run: () => {
          leave(true);
          command.run();
        },
        view: (
          <span className={styles.command}>
            <span>{command.text}</span>
            {command.keys ? <kbd>{command.keys}</kbd> : null}
          </span>
        ),
      }));
    }
    const hits = from.hits.map((hit) => ({
      id: `${hit.kind}${hit.id}`,
      words: `${hit.name} ${hit.first_name ?? ''}`,
      run: () => open_hit(hit),
      view: <SearchHitLine hit={hit} />,
    }));
    if (hits.length || from.failed || !from.text || /^[#@+!\d]/.test(from.text)) return hits;
    return [
      {
        id: 'create',
        words: t('ui.search.create', { name: from.text }),
        run: () => create(from.text),
        view: (
          <span className={styles.command}>
            <span>{t('ui.search.create', { name: from.text })}</span>
            <Icon name="plus" />
          </span>
        ),
      },
    ];
  };
  const shown = entries(found);
  const expanded = open;

  useImperativeHandle(
    handle,
    () => ({
      focus: () => {
        if (document.activeElement !== input.current) came_from.current = document.activeElement as HTMLElement | null;
        input.current?.focus();
        input.current?.select();
        set_open(true);
      },
    }),
    [],
  );

  const type = (value: string) => {
    set_text(value);
    set_open(true);
    set_active(-1);
    if (value.trim() === '?') {
      set_text('');
      on_help();
      return;
    }
    if (value.trimStart().startsWith('>')) ask('');
    else ask(value);
  };

  const go = (to: number) => {
    const next = shown.length ? (to + shown.length) % shown.length : -1;
    set_active(next);
    if (shown[next]) say(shown[next].words, 150);
  };

  const on_key = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') {
      set_open(true);
      go(active + 1);
    } else if (event.key === 'ArrowUp') go(active <= 0 ? shown.length - 1 : active - 1);
    else if (event.key === 'Enter' && !event.ctrlKey) {
      if (active >= 0) shown[active]?.run();
      else if (is_command) shown[0]?.run();
      else if (text.trim()) when_found(text, found, (answer) => entries(answer)[0]?.run());
    } else if (event.key === 'Escape') {
      leave(true);
      if (came_from.current?.isConnected) came_from.current.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      className={styles.box}
      role="search"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) leave(false);
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
        aria-expanded={expanded}
        aria-controls={expanded ? `${id}list` : undefined}
        aria-autocomplete="list"
        data-found={found.text}
        aria-activedescendant={expanded && active >= 0 ? `${id}${active}` : undefined}
        aria-keyshortcuts={shortcuts_of('search')}
        onChange={(event) => type(event.target.value)}
        onKeyDown={on_key}
        onClick={() => set_open(true)}
      />
      <kbd className={styles.key}>F3</kbd>
      {expanded ? (
        <div className={`${styles.layer} fade`} onMouseDown={(event) => event.preventDefault()}>
          <div role="listbox" id={`${id}list`} aria-label={t('ui.search.hits')} className={styles.list}>
            {shown.map((entry, place) => (
              <div
                key={entry.id}
                id={`${id}${place}`}
                role="option"
                aria-selected={place === active}
                className={`${styles.hit} ${place === active || (active < 0 && place === 0) ? styles.top : ''}`}
                onClick={entry.run}
              >
                {entry.view}
              </div>
            ))}
          </div>
          {found.failed ? <p className={styles.note}>{t('ui.unreachable')}</p> : null}
          <p className={styles.help}>{t('ui.search.help')}</p>
        </div>
      ) : null}
    </div>
  );
});
