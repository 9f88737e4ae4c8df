// The tabs of a customer: Alt+1 to Alt+8 from anywhere in him.
import { TabRow } from '../../parts/TabRow.tsx';
import { useText } from '../../shell/language.tsx';
import { tab_ids, type TabId } from './tabs.ts';

interface Props {
  shown: TabId;
  show: (tab: TabId, focus: 'tab' | 'form') => void;
  /// How many rows a tab holds; how many of its entries were refused.
  counts: Partial<Record<TabId, number>>;
  wrong: Partial<Record<TabId, number>>;
}

export function ProfileTabs({ shown, show, counts, wrong }: Props) {
  const t = useText();
  const tabs = tab_ids.map((id, place) => ({
    ...{ id, text: t(`ui.tab.${id}`), action: `tab_${place + 1}` },
    ...{ count: counts[id], wrong: wrong[id] },
  }));
  const wrong_words = (count: number) => t('ui.tab.wrong', { count });
  return <TabRow label={t('ui.tabs')} {...{ tabs, shown, show, wrong_words }} />;
}
