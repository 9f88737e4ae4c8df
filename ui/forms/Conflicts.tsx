// Someone saved the same fields meanwhile: field by field, mine or theirs. Nothing is overwritten before every field is
// decided.
import { useEffect, useId, useRef, useState } from 'react';
import type { FieldDeclaration } from '../api/types.ts';
import { show_instant, show_value } from '../parts/format.ts';
import { useLanguage, useText } from '../shell/language.tsx';
import { useSession } from '../shell/session.tsx';
import { useCaption } from './captions.ts';
import type { Conflict, Draft } from './draft.ts';
import { useDraftVersion } from './useDraft.ts';
import styles from './Forms.module.css';

interface Props {
  draft: Draft;
  fields: readonly FieldDeclaration[];
  record?: string;
  /// What a field is called, where its record has no captions of its own.
  caption?: (field: string) => string;
  /// All are settled.
  on_done: () => void;
}

/// Nothing while there are none.
export function Conflicts(props: Props) {
  useDraftVersion(props.draft);
  return props.draft.conflicts.length ? <Settling {...props} conflicts={props.draft.conflicts} /> : null;
}

function Settling(props: Props & { conflicts: readonly Conflict[] }) {
  const { draft, conflicts, fields, record, on_done } = props;
  const t = useText();
  const of_record = useCaption(record);
  const caption = props.caption ?? of_record;
  const language = useLanguage();
  const { house } = useSession();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [chosen, set_chosen] = useState<Record<string, 'mine' | 'theirs'>>({});
  useEffect(() => box.current?.querySelector<HTMLElement>('input')?.focus(), []);
  const show = (conflict: Conflict, value: Conflict['mine']) =>
    show_value(value, fields.find((field) => field.name === conflict.field)?.kind, {
      language,
      yes: t('ui.yes'),
      no: t('ui.no'),
    }) || t('ui.empty_value');
  const who = conflicts.find((conflict) => conflict.by);
  const apply = () => {
    conflicts.forEach(({ field }) => draft.settle(field, chosen[field] === 'mine'));
    window.setTimeout(on_done, 0);
  };
  return (
    <section ref={box} className={styles.conflicts} aria-labelledby={`${id}conflicts`} data-area="conflicts">
      <h2 id={`${id}conflicts`}>{t('ui.conflict.title')}</h2>
      <p>
        {who?.by
          ? t('ui.conflict.by', { by: who.by, at: who.at ? show_instant(who.at, language, house?.time_zone) : '' })
          : t('ui.conflict.someone')}
      </p>
      {conflicts.map((conflict) => (
        <fieldset key={conflict.field}>
          <legend>{caption(conflict.field)}</legend>
          {(['mine', 'theirs'] as const).map((side) => (
            <label key={side} className="row">
              <input
                type="radio"
                name={`${id}${conflict.field}`}
                checked={chosen[conflict.field] === side}
                onChange={() => set_chosen((old) => ({ ...old, [conflict.field]: side }))}
              />
              <span className="quiet">
                {side === 'mine' ? t('ui.conflict.mine') : t('ui.conflict.theirs', { by: conflict.by || 'none' })}
              </span>{' '}
              <b>{show(conflict, conflict[side])}</b>
            </label>
          ))}
          <span className="quiet">{t('ui.conflict.before', { value: show(conflict, conflict.before) })}</span>
        </fieldset>
      ))}
      <div>
        <button
          type="button"
          className="button primary"
          disabled={conflicts.some((conflict) => !chosen[conflict.field])}
          onClick={apply}
        >
          {t('ui.conflict.apply')}
        </button>
      </div>
    </section>
  );
}
