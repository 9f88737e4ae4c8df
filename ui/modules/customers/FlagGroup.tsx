// Flags with what they do written beside them; a block that is set asks for its reason and shows since when it holds.
import { show_date } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import type { GroupProps } from './CustomerForm.tsx';
import { FormField } from '../../forms/FormField.tsx';
import { useDraftVersion } from '../../forms/useDraft.ts';
import styles from './Profile.module.css';

export function FlagGroup({ group, ...shared }: GroupProps) {
  const t = useText();
  const shown = group.places.filter((place) => shared.declared.has(place.name));
  return (
    <fieldset className={`${styles.group} ${styles.flags}`}>
      <legend>{t('ui.customer.group.flags')}</legend>
      <div className={styles.checks}>
        {shown.map(({ name }) => (
          <Flag key={name} name={name} {...shared} />
        ))}
      </div>
    </fieldset>
  );
}

function Flag({ name, declared, draft, record, on_leave }: Omit<GroupProps, 'group'> & { name: string }) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  useDraftVersion(draft);
  const reason = declared.get(`${name}_reason`);
  const since = draft.text(`${name}_since`);
  const is_new = record === undefined;
  return (
    <div>
      <FormField
        declaration={declared.get(name)!}
        draft={draft}
        is_new={is_new}
        help={word(`ui.flag.${name}`, '')}
        on_leave={on_leave}
      />
      {draft.value(name) === true && reason ? (
        <div className={styles.reason}>
          <FormField declaration={reason} draft={draft} is_new={is_new} caption={t('ui.block.reason')} />
          {since ? <span className="quiet">{t('ui.block.since', { day: show_date(since, language) })}</span> : null}
        </div>
      ) : null}
    </div>
  );
}
