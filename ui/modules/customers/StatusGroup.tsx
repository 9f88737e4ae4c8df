// The 32 yes-or-no fields a house names for itself: each behind its number (J-177), only the named ones unless all are
// asked for.
import { useContext, useState } from 'react';
import { fold } from '../../parts/fold.ts';
import { useText } from '../../shell/language.tsx';
import { HouseCaptions } from '../../forms/captions.ts';
import type { GroupProps } from './CustomerForm.tsx';
import { FormField } from '../../forms/FormField.tsx';
import { useDraftVersion } from '../../forms/useDraft.ts';
import styles from './Profile.module.css';

export function StatusGroup({ group, declared, draft, record, on_leave }: GroupProps) {
  const t = useText();
  const { captions } = useContext(HouseCaptions);
  const [all, set_all] = useState(false);
  const [filter, set_filter] = useState('');
  useDraftVersion(draft);
  const statuses = group.places
    .filter((place) => declared.has(place.name))
    .map(({ name }) => ({ name, number: name.slice('status'.length), caption: captions[name] ?? '' }));
  const named = statuses.filter((one) => one.caption || draft.value(one.name) === true);
  const shown = (all ? statuses : named).filter((one) =>
    fold(`${one.number} ${one.caption}`).includes(fold(filter.trim())),
  );
  return (
    <fieldset className={`${styles.group} ${styles.status}`}>
      <legend>{t('ui.customer.group.status')}</legend>
      <div className={styles.tools}>
        {(all ? statuses : named).length > 8 ? (
          <input
            type="search"
            className={styles.filter}
            value={filter}
            aria-label={t('ui.status.filter')}
            placeholder={t('ui.status.filter')}
            onChange={(event) => set_filter(event.target.value)}
          />
        ) : null}
        {named.length < statuses.length ? (
          <button type="button" className="button quiet" aria-expanded={all} onClick={() => set_all(!all)}>
            {all ? t('ui.status.named') : t('ui.status.all', { count: statuses.length })}
          </button>
        ) : null}
      </div>
      {named.length || all ? null : <p className="quiet">{t('ui.status.none')}</p>}
      <div className={styles.checks}>
        {shown.map(({ name, number, caption }) => (
          <FormField
            key={name}
            declaration={declared.get(name)!}
            draft={draft}
            is_new={record === undefined}
            caption={`${number}  ${caption || t('ui.status.unnamed')}`}
            on_leave={on_leave}
          />
        ))}
      </div>
    </fieldset>
  );
}
