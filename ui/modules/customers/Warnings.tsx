// What has to be known when a customer is opened: expired cards and passports, blocks, notes that pop up. Each line leads to its
// tab; the bar can be put away until the customer is opened again.
import { useState } from 'react';
import { Icon } from '../../parts/icons.tsx';
import { useText } from '../../shell/language.tsx';
import type { Lists, Warning } from './lists.ts';
import { pops_up } from './Notes.tsx';
import type { TabId } from './tabs.ts';
import styles from './Profile.module.css';

const tab_of_list: Record<string, TabId> = {
  family: 'family',
  passports: 'family',
  wishes: 'family',
  bank_accounts: 'banks',
  cards: 'banks',
  phones: 'phones',
  surcharges: 'attributes',
};

interface Props {
  lists: Lists;
  show_tab: (tab: TabId, focus: 'form') => void;
  show_notes: () => void;
}

export function Warnings({ lists, show_tab, show_notes }: Props) {
  const t = useText();
  const [away, put_away] = useState(false);
  const notes = lists.notes.filter(pops_up);
  if (away || (!lists.warnings.length && !notes.length)) return null;
  const go = (warning: Warning) => show_tab(tab_of_list[warning.list ?? ''] ?? 'attributes', 'form');
  return (
    <div className={styles.warnings} role="alert" data-warnings>
      <Icon name="warn" />
      <ul>
        {notes.map((note) => (
          <li key={`note${note.id}`}>
            <button type="button" className={styles.jump} onClick={show_notes}>
              {t('ui.notes.note')}
            </button>{' '}
            <b>{String(note.text)}</b>
          </li>
        ))}
        {lists.warnings.map((warning, place) => (
          <li key={place}>
            {warning.list && warning.list in tab_of_list ? (
              <button type="button" className={styles.jump} onClick={() => go(warning)}>
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
