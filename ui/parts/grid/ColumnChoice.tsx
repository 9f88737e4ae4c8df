// Which columns a list shows and in which order (Alt+C). Space ticks, Alt+Up and Alt+Down move, buttons do the same by mouse.
import { useState, type KeyboardEvent } from 'react';
import { useText } from '../../shell/language.tsx';
import { Dialog } from '../Dialog.tsx';
import { say } from '../live.ts';
import type { Column } from './columns.ts';
import styles from './ColumnChoice.module.css';

interface Props {
  columns: readonly Column[];
  choice: readonly string[] | null;
  on_choose: (columns: string[] | null) => void;
  on_close: () => void;
}

export function ColumnChoice({ columns, choice, on_choose, on_close }: Props) {
  const t = useText();
  const [names, set_names] = useState<string[]>(() => {
    const chosen = (choice ?? columns.map((column) => column.name)).filter((name) =>
      columns.some((column) => column.name === name),
    );
    return [...chosen, ...columns.map((column) => column.name).filter((name) => !chosen.includes(name))];
  });
  const [ticked, set_ticked] = useState(() => new Set(choice ?? columns.map((column) => column.name)));
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
  const on_key = (name: string) => (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    if (event.altKey) move(name, step);
    else {
      const next = names[names.indexOf(name) + step];
      if (next) document.getElementById(`column-${next}`)?.focus();
    }
  };
  const take = () => {
    const wanted = names.filter((name) => ticked.has(name));
    const all = wanted.length === columns.length && wanted.every((name, place) => columns[place]?.name === name);
    on_choose(all ? null : wanted);
    on_close();
  };
  return (
    <Dialog
      title={t('ui.columns')}
      on_close={on_close}
      actions={
        <>
          <button type="submit" form="columns" className="button primary" disabled={ticked.size === 0}>
            {t('ui.apply')} <kbd>Enter</kbd>
          </button>
          <button
            type="button"
            className="button"
            onClick={() => {
              on_choose(null);
              on_close();
            }}
          >
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
          take();
        }}
      >
        <ul className={styles.list}>
          {names.map((name, place) => (
            <li key={name}>
              <label className="row grow">
                <input
                  type="checkbox"
                  id={`column-${name}`}
                  data-autofocus={place === 0 || undefined}
                  checked={ticked.has(name)}
                  onKeyDown={on_key(name)}
                  onChange={(event) =>
                    set_ticked((old) => {
                      const next = new Set(old);
                      if (event.target.checked) next.add(name);
                      else next.delete(name);
                      return next;
                    })
                  }
                />
                {caption(name)}
              </label>
              <button
                type="button"
                tabIndex={-1}
                className={styles.step}
                aria-label={t('ui.columns.up', { name: caption(name) })}
                onClick={() => move(name, -1)}
              >
                ↑
              </button>
              <button
                type="button"
                tabIndex={-1}
                className={styles.step}
                aria-label={t('ui.columns.down', { name: caption(name) })}
                onClick={() => move(name, 1)}
              >
                ↓
              </button>
            </li>
          ))}
        </ul>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
