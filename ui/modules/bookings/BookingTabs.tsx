// The tabs of a booking: Alt+1 to Alt+7 from anywhere in it.
import { TabRow } from '../../parts/TabRow.tsx';
import { useText } from '../../shell/language.tsx';
import { tab_ids, type TabId } from './tabs.ts';

interface Props {
  shown: TabId;
  show: (tab: TabId, focus: 'tab' | 'form') => void;
  counts: Partial<Record<TabId, number>>;
  /// How many entries of a tab were refused.
  wrong: Partial<Record<TabId, number>>;
}

export function BookingTabs({ shown, show, counts, wrong }: Props) {
  const t = useText();
  const tabs = tab_ids.map((id, place) => ({
    ...{ id, text: t(`ui.booking.tab.${id}`), action: `booking_tab_${place + 1}` },
    ...{ count: counts[id], wrong: wrong[id] },
  }));
  const wrong_words = (count: number) => t('ui.booking.wrong', { count });
  return <TabRow label={t('ui.booking.tabs')} {...{ tabs, shown, show, wrong_words }} />;
}
