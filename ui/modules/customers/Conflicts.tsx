// Someone saved the same fields meanwhile: field by field, mine or theirs. Nothing is overwritten before every field is
// decided.
import { useEffect, useRef, useState } from 'react';
import type { FieldDeclaration } from '../../api/types.ts';
import { show_instant, show_value } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import type { Conflict } from './draft.ts';
import { useCaption } from './captions.ts';
import styles from './Profile.module.css';

interface Props {
  conflicts: readonly Conflict[];
  fields: readonly FieldDeclaration[];
  choose: (field: string, mine: boolean) => void;
  on_done: () => void;
}

export function Conflicts({ conflicts, fields, choose, on_done }: Props) {
  const t = useText();
  const caption = useCaption();
  const language = useLanguage();
  const { house } = useSession();
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
    conflicts.forEach((conflict) => choose(conflict.field, chosen[conflict.field] === 'mine'));
    window.setTimeout(on_done, 0);
  };
  return (
    <section ref={box} className={styles.conflicts} aria-labelledby="conflicts" data-area="conflicts">
      <h2 id="conflicts">{t('ui.conflict.title')}</h2>
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
                name={`conflict-${conflict.field}`}
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
