// Which columns a list shows and in which order (Alt+C). Space ticks, Alt+Up and Alt+Down move, letters search; buttons
// do the same by mouse.
import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useText } from '../../shell/language.tsx';
import { Dialog } from '../Dialog.tsx';
import { fold } from '../fold.ts';
import { say } from '../live.ts';
import type { Column } from './columns.ts';
import styles from './ColumnChoice.module.css';

interface Props {
  columns: readonly Column[];
  choice: readonly string[] | null;
  on_choose: (columns: string[] | null) => void;
  on_close: () => void;
}

/// The order of all columns, chosen ones first, and which are ticked.
function useChoice({ columns, choice }: Props) {
  const t = useText();
  const every = columns.map((column) => column.name);
  const [names, set_names] = useState<string[]>(() => {
    const chosen = (choice ?? every).filter((name) => every.includes(name));
    return [...chosen, ...every.filter((name) => !chosen.includes(name))];
  });
  const [ticked, set_ticked] = useState(() => new Set(choice ?? every));
  const caption = (name: string) => columns.find((column) => column.name === name)?.caption ?? name;
  const move = (name: string, step: number) => {
    const from = names.indexOf(name);
    const to = Math.max(0, Math.min(names.length - 1, from + step));
    if (to === from) return;
    const next = names.filter((one) => one !== name);
    next.splice(to, 0, name);
    set_names(next);
    say(t('ui.columns.moved', { name: caption(name), place: to + 1, count: names.length }), 100);
  };
  const tick = (name: string, yes: boolean) =>
    set_ticked((old) => {
      const next = new Set(old);
      if (yes) next.add(name);
      else next.delete(name);
      return next;
    });
  /// All that are listed, or none of them.
  const tick_all = (listed: readonly string[], yes: boolean) =>
    set_ticked((old) => new Set(yes ? [...old, ...listed] : [...old].filter((name) => !listed.includes(name))));
  /// Null: all columns in the list's own order.
  const chosen = () => {
    const wanted = names.filter((name) => ticked.has(name));
    const all = wanted.length === every.length && wanted.every((name, place) => every[place] === name);
    return all ? null : wanted;
  };
  return { names, ticked, caption, move, tick, tick_all, chosen };
}

type Choice = ReturnType<typeof useChoice>;

function Step({ text, sign, on_press }: { text: string; sign: string; on_press: () => void }) {
  return (
    <button type="button" tabIndex={-1} className={styles.step} aria-label={text} onClick={on_press}>
      {sign}
    </button>
  );
}

interface LineProps {
  name: string;
  first: boolean;
  /// Those that the search leaves, in their order.
  listed: readonly string[];
  choice: Choice;
  on_letter: () => void;
}

function ColumnLine({ name, first, listed, choice, on_letter }: LineProps) {
  const t = useText();
  const { ticked, caption, move, tick } = choice;
  const on_key = (event: KeyboardEvent<HTMLInputElement>) => {
    if (/^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) return on_letter();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const next = listed[listed.indexOf(name) + step];
    if (event.altKey) move(name, step);
    else if (next) document.getElementById(`column-${next}`)?.focus();
  };
  return (
    <li>
      <label className="row grow">
        <input
          type="checkbox"
          id={`column-${name}`}
          data-autofocus={first || undefined}
          checked={ticked.has(name)}
          onKeyDown={on_key}
          onChange={(event) => tick(name, event.target.checked)}
        />
        {caption(name)}
      </label>
      <Step text={t('ui.columns.up', { name: caption(name) })} sign="↑" on_press={() => move(name, -1)} />
      <Step text={t('ui.columns.down', { name: caption(name) })} sign="↓" on_press={() => move(name, 1)} />
    </li>
  );
}

interface SearchProps {
  search: RefObject<HTMLInputElement | null>;
  text: string;
  set_text: (text: string) => void;
  to_first: (event: KeyboardEvent) => void;
  take_all: (yes: boolean) => void;
}

function SearchLine({ search, text, set_text, to_first, take_all }: SearchProps) {
  const t = useText();
  return (
    <div className="row">
      <input
        ref={search}
        type="text"
        className="grow"
        value={text}
        aria-label={t('ui.columns.search')}
        placeholder={t('ui.columns.search')}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => set_text(event.target.value)}
        onKeyDown={to_first}
      />
      <button type="button" className="button" onClick={() => take_all(true)}>
        {t('ui.columns.all')}
      </button>
      <button type="button" className="button" onClick={() => take_all(false)}>
        {t('ui.columns.none')}
      </button>
    </div>
  );
}

export function ColumnChoice(props: Props) {
  const t = useText();
  const choice = useChoice(props);
  const { on_close } = props;
  const search = useRef<HTMLInputElement>(null);
  const [text, set_text] = useState('');
  const listed = choice.names.filter((name) => fold(choice.caption(name)).includes(fold(text.trim())));
  const take_all = (yes: boolean) => {
    choice.tick_all(listed, yes);
    search.current?.focus();
  };
  const to_first = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' || !listed[0]) return;
    event.preventDefault();
    document.getElementById(`column-${listed[0]}`)?.focus();
  };
  const take = (columns: string[] | null) => {
    props.on_choose(columns);
    on_close();
  };
  return (
    <Dialog
      title={t('ui.columns')}
      on_close={on_close}
      actions={
        <>
          <button type="submit" form="columns" className="button primary" disabled={choice.ticked.size === 0}>
            {t('ui.apply')} <kbd>{t('ui.enter')}</kbd>
          </button>
          <button type="button" className="button" onClick={() => take(null)}>
            {t('ui.columns.standard')}
          </button>
          <button type="button" className="button" onClick={on_close}>
            {t('ui.cancel')}
          </button>
        </>
      }
    >
      <p className="quiet">{t('ui.columns.help')}</p>
      <form
        id="columns"
        onSubmit={(event) => {
          event.preventDefault();
          take(choice.chosen());
        }}
      >
        <SearchLine {...{ search, text, set_text, to_first, take_all }} />
        <ul className={styles.list}>
          {listed.map((name, place) => (
            <ColumnLine
              key={name}
              first={place === 0}
              {...{ name, listed, choice }}
              on_letter={() => search.current?.focus()}
            />
          ))}
        </ul>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
