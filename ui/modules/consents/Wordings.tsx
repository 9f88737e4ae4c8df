// The words of a permission below its form: every version of them in every language, the newest first. What was said yes to
// stays as it was; other words are a new version.
import { useState } from 'react';
import { useChoices, useDeclaredList } from '../../forms/declared.ts';
import { forget_row, row_entry } from '../../forms/entries.ts';
import { RowForm } from '../../forms/RowForm.tsx';
import { show_date } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { base_data, remove_base, useSettled, type BaseRow } from '../settings/requests.ts';
import { useWordings, type Wording } from '../settings/wordings.ts';
import styles from '../settings/Settings.module.css';

const what = 'permission-wordings';

export function Wordings({ row }: { row: BaseRow }) {
  const t = useText();
  const may = useMay();
  const name = String(row.name);
  const { list } = useDeclaredList(what);
  const wordings = useWordings(name);
  const locked = !may(list?.right ?? '');
  return (
    <section aria-label={t('ui.consents.wordings')} data-wordings={name}>
      <h3>{t('ui.consents.wordings')}</h3>
      <p className={styles.intro}>{t('ui.consents.wordings.help')}</p>
      {wordings.length ? null : <p className="quiet">{t('ui.consents.wordings.none')}</p>}
      <ul className={styles.versions}>
        {wordings.map((one) => (
          <Line key={one.id} wording={one} locked={locked} />
        ))}
      </ul>
      {locked ? null : <NewWording permission={name} mark={`new${row.id}`} />}
    </section>
  );
}

function Line({ wording, locked }: { wording: Wording; locked: boolean }) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const settled = useSettled();
  const { wording_version: version, language: spoken, wording: words, holds_from: from } = wording;
  const name = `${version} ${word(`permission_wording.language.${spoken}`, spoken)}`;
  return (
    <li data-wording={`${version}:${spoken}`}>
      <span>
        <strong>{name}</strong>{' '}
        {from ? (
          <span className="quiet">{t('ui.consents.wordings.from', { day: show_date(from, language) })}</span>
        ) : null}
      </span>
      <blockquote lang={spoken}>{words}</blockquote>
      {locked ? null : (
        <button
          type="button"
          className="button quiet"
          onClick={() => void settled(() => remove_base(what, wording), t('ui.settings.removed', { name }))}
        >
          <Icon name="trash" /> {t('ui.row.delete', { name })}
        </button>
      )}
    </li>
  );
}

function NewWording({ permission, mark }: { permission: string; mark: string }) {
  const t = useText();
  const { list, fields } = useDeclaredList(what);
  const choices = useChoices().data;
  const language = useLanguage();
  const [added, set_added] = useState(0);
  if (!list) return null;
  const given = { permission, language: language === 'xx' ? 'en' : language };
  const entry = row_entry(base_data.form, what, mark, { base: given, given, fields });
  return (
    <details className={styles.rule} data-row="new-wording">
      <summary>
        <Icon name="plus" /> {t('ui.consents.wordings.new')}
      </summary>
      <div data-area="form" data-form={base_data.form}>
        <RowForm
          key={added}
          owner={base_data}
          list={what}
          record={list.record}
          entry={entry}
          fields={fields}
          shows={(name) => name !== 'permission'}
          choices={choices}
          label={t('ui.consents.wordings.new')}
          said={(row) => t('ui.settings.saved', { name: `${permission} ${String(row.wording_version)}` })}
          on_created={() => {
            forget_row(entry);
            set_added(added + 1);
          }}
        />
      </div>
    </details>
  );
}
