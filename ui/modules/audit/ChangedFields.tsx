// The fields of one change: from what to what, the first few at once.
import { useState } from 'react';
import type { ChangeEvent, Value } from '../../api/types.ts';
import { show_value } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import styles from './ChangeList.module.css';

type Change = NonNullable<ChangeEvent['changes']>[number];

const shown_at_once = 4;
const is_nothing = (value: Value) => value === null || value === '' || value === undefined;
const iso = /^\d{4}-\d{2}-\d{2}$/;

/// A merge writes fields of the customer under a name of its own; only its few own words are not the customer's.
const record_of = (record: string) => (record === 'customer_merge' ? 'customer' : record);

function useShown() {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  return ({ record, field }: Change, value: Value) => {
    if (typeof value === 'string' && /^[a-z_]+$/.test(value))
      return word(`${record_of(record)}.${field}.${value}`, value);
    const kind = typeof value === 'string' && iso.test(value) ? 'date' : undefined;
    return show_value(value, kind, { language, yes: t('ui.yes'), no: t('ui.no') });
  };
}

/// That something came into being says its event; a line without a value says nothing.
const says_something = ({ before, after }: Change) => !is_nothing(before) || !is_nothing(after);

export function ChangedFields({ changes: all_changes }: { changes: readonly Change[] }) {
  const t = useText();
  const word = useWord();
  const show = useShown();
  const [all, show_all] = useState(false);
  const changes = all_changes.filter(says_something);
  const shown = all ? changes : changes.slice(0, shown_at_once);
  if (!shown.length) return null;
  return (
    <>
      <dl className={styles.changes}>
        {shown.map((change, place) => (
          <div key={`${change.record}${change.field}${place}`}>
            <dt>
              {word(
                `${change.record}.${change.field}`,
                word(`${record_of(change.record)}.${change.field}`, change.field),
              )}
            </dt>
            <dd>
              {is_nothing(change.before) ? null : (
                <>
                  <del>{show(change, change.before)}</del> <span aria-hidden="true">→</span>{' '}
                </>
              )}
              <ins>{show(change, change.after) || t('ui.empty_value')}</ins>
            </dd>
          </div>
        ))}
      </dl>
      {changes.length > shown.length ? (
        <button type="button" className="button quiet" onClick={() => show_all(true)}>
          {t('ui.change.more', { count: changes.length - shown.length })}
        </button>
      ) : null}
    </>
  );
}
