// Who this is, always on top: name, number, matchcode, kind, blocks in words.
import type { CustomerRecord, Kind } from '../../api/types.ts';
import { show_instant } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { full_name } from '../../shell/SearchHitLine.tsx';
import { useSession } from '../../shell/session.tsx';
import type { Draft } from './draft.ts';
import { useCaption } from './FormField.tsx';
import { useDraftVersion } from './useDraft.ts';
import styles from './Profile.module.css';

const blocks = ['booking_block', 'no_selection', 'no_open_items', 'hidden_in_search'];

export function ProfileHeader({ draft, record, kind }: { draft: Draft; record?: CustomerRecord; kind: Kind }) {
  const t = useText();
  const caption = useCaption();
  const language = useLanguage();
  const { house } = useSession();
  useDraftVersion(draft);
  const values = draft.whole();
  return (
    <header className={styles.header}>
      <h1>{full_name(values) || t(`ui.new.${kind}`)}</h1>
      {record?.number ? (
        <span className={styles.number}>{t('ui.customer.number', { number: String(record.number) })}</span>
      ) : null}
      {values.matchcode ? <span className={styles.matchcode}>{String(values.matchcode)}</span> : null}
      <span className="chip">{t(`ui.kind.${kind}`)}</span>
      {blocks
        .filter((name) => values[name] === true)
        .map((name) => (
          <span key={name} className={`chip ${name === 'booking_block' ? 'danger' : 'warn'}`}>
            <Icon name="warn" size={14} />
            {caption(name)}
          </span>
        ))}
      <span className="grow" />
      <span className="quiet">
        {draft.changed
          ? t('ui.unsaved')
          : record?.changed_at
            ? t('ui.customer.changed_at', { at: show_instant(String(record.changed_at), language, house?.time_zone) })
            : ''}
      </span>
    </header>
  );
}
