// A row of tabs over a panel with the id "tabpanel": a key for each from anywhere on the screen, arrows within the row. A
// tab says how many rows it holds, and how many of its entries were refused.
import type { KeyboardEvent } from 'react';
import { keys_of, shortcuts_of } from '../shell/keys.ts';
import styles from './TabRow.module.css';

export interface Tab<Id extends string> {
  id: Id;
  text: string;
  /// The binding that shows it.
  action: string;
  count?: number;
  wrong?: number;
}

interface Props<Id extends string> {
  label: string;
  tabs: readonly Tab<Id>[];
  shown: Id;
  show: (tab: Id, focus: 'tab' | 'form') => void;
  /// "2 entries were refused"
  wrong_words: (count: number) => string;
}

export function TabRow<Id extends string>({ label, tabs, shown, show, wrong_words }: Props<Id>) {
  const on_key = (event: KeyboardEvent) => {
    const here = tabs.findIndex((tab) => tab.id === shown);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? tabs.length - 1 : step ? here + step : undefined;
    if (to === undefined) return;
    event.preventDefault();
    show(tabs[(to + tabs.length) % tabs.length]!.id, 'tab');
  };
  return (
    <div role="tablist" aria-label={label} className={styles.tabs} data-area="tabs" onKeyDown={on_key}>
      {tabs.map(({ id, text, action, count, wrong }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          aria-selected={id === shown}
          aria-controls="tabpanel"
          tabIndex={id === shown ? 0 : -1}
          className={styles.tab}
          aria-keyshortcuts={shortcuts_of(action)}
          title={`${text} (${keys_of(action)[0]})`}
          onClick={() => show(id, 'form')}
        >
          {text}
          {count ? <span className={styles.count}>{count}</span> : null}
          {wrong ? (
            <span className="chip danger" aria-label={wrong_words(wrong)}>
              {wrong}
            </span>
          ) : null}
        </button>
      ))}
    </div>
  );
}
