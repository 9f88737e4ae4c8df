// What stands in the way of saving, in one place that takes the focus; each line leads to its field.
import { useEffect, useRef } from 'react';
import { useText } from '../../shell/language.tsx';
import type { Draft } from './draft.ts';
import { useCaption } from './captions.ts';
import { useDraftVersion } from './useDraft.ts';
import styles from './Profile.module.css';

interface Props {
  draft: Draft;
  refusal?: string;
  go_to: (field: string) => void;
}

export function Problems({ draft, refusal, go_to }: Props) {
  const t = useText();
  const caption = useCaption();
  const box = useRef<HTMLDivElement>(null);
  useDraftVersion(draft);
  const problems = [...draft.all_problems()];
  useEffect(() => {
    if (refusal) box.current?.focus();
  }, [refusal]);
  if (!refusal) return null;
  return (
    <div ref={box} tabIndex={-1} role="alert" className={styles.problems}>
      <p>
        <b>{refusal}</b> {problems.length ? <span className="quiet">{t('ui.next_error_hint')}</span> : null}
      </p>
      <ul>
        {problems.map(([name, text]) => (
          <li key={name}>
            <button type="button" className={styles.jump} onClick={() => go_to(name)}>
              {caption(name)}
            </button>
            : {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
