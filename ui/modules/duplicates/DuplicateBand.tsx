// The band below the form: probable duplicates of what is being typed. It takes neither focus nor keys; Alt+U goes to
// it, Esc back.
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../parts/icons.tsx';
import { say } from '../../parts/live.ts';
import { shortcuts_of } from '../../shell/keys.ts';
import { useText } from '../../shell/language.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { Candidates, most_shown, type Choices } from './Candidates.tsx';
import type { Checked } from './requests.ts';
import styles from './Duplicates.module.css';

interface Props extends Choices {
  checked: Checked;
  to_form: () => void;
}

export function DuplicateBand({ checked, to_form, ...choices }: Props) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const came_from = useRef<HTMLElement | null>(null);
  const [open, set_open] = useState(true);
  const { candidates, complete } = checked;
  const count = candidates.length;
  const strongest = candidates[0]?.customer.id;
  useEffect(() => {
    if (count) say(t('ui.duplicates.found', { count }), 300);
  }, [count, strongest, t]);
  // The band takes room from the form: the field that is being typed into stays in view.
  useEffect(() => {
    if (count) document.activeElement?.scrollIntoView({ block: 'nearest' });
  }, [count, open]);
  useKeys({
    to_duplicates: count
      ? () => {
          came_from.current = document.activeElement as HTMLElement | null;
          set_open(true);
          window.setTimeout(() => box.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus(), 0);
        }
      : undefined,
  });
  if (!count) return null;
  const back = () => {
    if (came_from.current?.isConnected) came_from.current.focus();
    else to_form();
  };
  return (
    <section
      className={`${styles.band} fade`}
      aria-label={t('ui.duplicates.found', { count })}
      data-area="duplicates"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        back();
      }}
    >
      <div className={styles.bandhead}>
        <Icon name="people" />
        <b>{t('ui.duplicates.found', { count })}</b>
        <kbd>Alt+U</kbd>
        {complete ? null : <span className="quiet">{t('ui.duplicates.part', { count: checked.looked_at })}</span>}
        {count > most_shown ? <span className="quiet">{t('ui.duplicates.best', { count: most_shown })}</span> : null}
        <span className="grow" />
        <button
          type="button"
          className="button quiet"
          aria-expanded={open}
          aria-keyshortcuts={shortcuts_of('to_duplicates')}
          onClick={() => set_open(!open)}
        >
          {open ? t('ui.duplicates.fold') : t('ui.duplicates.unfold')}
        </button>
      </div>
      {open ? <Candidates candidates={candidates} box={box} {...choices} /> : null}
    </section>
  );
}
