// Who this is, always on top: name, number, matchcode, kind, blocks in words.
import { useContext } from 'react';
import type { CustomerRecord, Kind } from '../../api/types.ts';
import { show_instant } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { LabelMark } from '../../shell/LabelMark.tsx';
import { full_name } from '../../shell/SearchHitLine.tsx';
import { useSession } from '../../shell/session.tsx';
import type { Draft } from '../../forms/draft.ts';
import { HouseCaptions, useCaption } from '../../forms/captions.ts';
import type { Lists } from './lists.ts';
import { blocks } from './placement.ts';
import { useDraftVersion } from '../../forms/useDraft.ts';
import styles from './Profile.module.css';

interface Props {
  draft: Draft;
  record?: CustomerRecord;
  kind: Kind;
  unsaved: boolean;
  lists?: Lists;
}

export function ProfileHeader({ draft, record, kind, unsaved, lists }: Props) {
  const t = useText();
  const caption = useCaption();
  const { captions } = useContext(HouseCaptions);
  const language = useLanguage();
  const { house } = useSession();
  useDraftVersion(draft);
  const values = draft.whole();
  return (
    <header className={styles.header}>
      <h1>{full_name(values) || captions.window || t(`ui.new.${kind}`)}</h1>
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
      {lists?.labels?.map((label) => (
        <LabelMark key={label.label} look={label} />
      ))}
      {lists?.former_numbers?.length ? (
        <span className="quiet">
          {t('ui.customer.formerly', {
            numbers: [...new Set(lists.former_numbers.map((one) => one.number))].join(', '),
          })}
        </span>
      ) : null}
      <span className="grow" />
      <span className="quiet">
        {unsaved
          ? t('ui.unsaved')
          : record?.changed_at
            ? t('ui.customer.changed_at', { at: show_instant(String(record.changed_at), language, house?.time_zone) })
            : ''}
      </span>
    </header>
  );
}
