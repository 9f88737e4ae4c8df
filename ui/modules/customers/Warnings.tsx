// What has to be known when a customer is opened: expired cards and passports, blocks, notes that pop up. Each line
// leads to its tab; the bar can be put away until the customer is opened again.
import { useState } from 'react';
import { Icon } from '../../parts/icons.tsx';
import { useText } from '../../shell/language.tsx';
import { rows_in, type Lists, type Warning } from './lists.ts';
import { pops_up } from './Notes.tsx';
import { useTabOfList, type TabId } from './tabs.ts';
import styles from './Profile.module.css';

interface Props {
  lists: Lists;
  show_tab: (tab: TabId, focus: 'form') => void;
  show_notes: () => void;
}

/// Notes that pop up come as warnings too; a server that does not tell them leaves it to this list.
function with_notes(lists: Lists, title: string): readonly Warning[] {
  const told = lists.warnings ?? [];
  if (told.some((warning) => warning.list === 'notes')) return told;
  const notes = rows_in(lists, 'notes').filter(pops_up);
  return [...notes.map((note) => ({ key: 'note', text: `${title} ${note.text}`, list: 'notes' })), ...told];
}

export function Warnings({ lists, show_tab, show_notes }: Props) {
  const t = useText();
  const tab_of_list = useTabOfList();
  const [away, put_away] = useState(false);
  const warnings = with_notes(lists, t('ui.notes.note'));
  if (away || !warnings.length) return null;
  const go = ({ list = '' }: Warning) => {
    if (list === 'notes') show_notes();
    else show_tab(tab_of_list(list) ?? 'attributes', 'form');
  };
  return (
    <div className={styles.warnings} role="alert" data-warnings>
      <Icon name="warn" />
      <ul>
        {warnings.map((warning, place) => (
          <li key={place}>
            {warning.list ? (
              <button type="button" className={styles.jump} title={warning.text} onClick={() => go(warning)}>
                {warning.text}
              </button>
            ) : (
              warning.text
            )}
          </li>
        ))}
      </ul>
      <button type="button" className="button quiet" aria-label={t('ui.close')} onClick={() => put_away(true)}>
        <Icon name="close" />
      </button>
    </div>
  );
}
