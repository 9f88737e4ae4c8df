// The row of tabs: Alt+1 to Alt+7 from anywhere in the booking, arrows within the row.
import type { KeyboardEvent } from 'react';
import { keys_of, shortcuts_of } from '../../shell/keys.ts';
import { useText } from '../../shell/language.tsx';
import { tab_ids, type TabId } from './tabs.ts';
import styles from './Booking.module.css';

interface Props {
  shown: TabId;
  show: (tab: TabId, focus: 'tab' | 'form') => void;
  counts: Partial<Record<TabId, number>>;
  /// How many entries of a tab were refused.
  wrong: Partial<Record<TabId, number>>;
}

export function BookingTabs({ shown, show, counts, wrong }: Props) {
  const t = useText();
  const on_key = (event: KeyboardEvent) => {
    const here = tab_ids.indexOf(shown);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? tab_ids.length - 1 : step ? here + step : undefined;
    if (to === undefined) return;
    event.preventDefault();
    show(tab_ids[(to + tab_ids.length) % tab_ids.length]!, 'tab');
  };
  return (
    <div role="tablist" aria-label={t('ui.booking.tabs')} className={styles.tabs} data-area="tabs" onKeyDown={on_key}>
      {tab_ids.map((tab, place) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`tab-${tab}`}
          aria-selected={tab === shown}
          aria-controls="tabpanel"
          tabIndex={tab === shown ? 0 : -1}
          className={styles.tab}
          aria-keyshortcuts={shortcuts_of(`booking_tab_${place + 1}`)}
          title={`${t(`ui.booking.tab.${tab}`)} (${keys_of(`booking_tab_${place + 1}`)[0]})`}
          onClick={() => show(tab, 'form')}
        >
          {t(`ui.booking.tab.${tab}`)}
          {counts[tab] ? <span className={styles.count}>{counts[tab]}</span> : null}
          {wrong[tab] ? (
            <span className="chip danger" aria-label={t('ui.booking.wrong', { count: wrong[tab] })}>
              {wrong[tab]}
            </span>
          ) : null}
        </button>
      ))}
    </div>
  );
}
