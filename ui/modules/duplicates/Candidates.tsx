// Up to five probable duplicates side by side, walked with the arrow keys and decided by 1 to 5, O, X and M while one
// of them has the focus. Used in the band below the form and in the question at saving.
import { useRef, useState, type RefObject } from 'react';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { CandidateCard } from './CandidateCard.tsx';
import type { Candidate } from './requests.ts';
import styles from './Duplicates.module.css';

export interface Choices {
  look_at: (candidate: Candidate) => void;
  take?: (candidate: Candidate) => void;
  merge?: (candidate: Candidate) => void;
  keep_apart: (candidate: Candidate) => void;
}

export const most_shown = 5;

interface Props extends Choices {
  candidates: readonly Candidate[];
  box: RefObject<HTMLDivElement | null>;
  /// A layer puts the focus on the strongest.
  autofocus?: boolean;
}

function card_of(box: HTMLElement | null, place: number) {
  return box?.querySelector<HTMLElement>(`[data-place="${place}"]`);
}

export function Candidates({ candidates, box, autofocus, ...choices }: Props) {
  const t = useText();
  const may = useMay();
  const [wanted, set_active] = useState(0);
  const shown = candidates.slice(0, most_shown);
  const active = Math.min(wanted, shown.length - 1);
  const latest = useRef(active);
  latest.current = active;
  const first_choice = choices.take ?? choices.look_at;

  const on_active = (act: ((candidate: Candidate) => void) | undefined) => () => {
    const candidate = shown[latest.current];
    if (!act || !candidate || !box.current?.contains(document.activeElement)) return false;
    act(candidate);
  };
  const walk = (step: number) => () => {
    if (!box.current?.contains(document.activeElement)) return false;
    card_of(box.current, Math.max(0, Math.min(shown.length - 1, latest.current + step)))?.focus();
  };
  const numbered = Object.fromEntries(
    [0, 1, 2, 3, 4].map((place) => [
      `take_${place + 1}`,
      () => {
        const candidate = shown[place];
        if (!candidate || !box.current?.contains(document.activeElement)) return false;
        first_choice(candidate);
      },
    ]),
  );
  const on_card = () => (document.activeElement as HTMLElement | null)?.dataset.place !== undefined;
  useKeys({
    ...numbered,
    take_active: () => (on_card() ? on_active(first_choice)() : false),
    next_candidate: walk(1),
    previous_candidate: walk(-1),
    look_at: on_active(choices.look_at),
    merge: choices.merge && on_active(choices.merge),
    keep_apart: on_active(choices.keep_apart),
  });
  return (
    <div ref={box} className={styles.cards}>
      {shown.map((candidate, place) => (
        <div key={candidate.customer.id} className={styles.slot}>
          <CandidateCard
            candidate={candidate}
            place={place}
            active={place === active}
            autofocus={autofocus && place === 0}
            on_focus={() => set_active(place)}
          >
            {choices.take ? (
              <Choice
                text={t('ui.duplicates.take')}
                mark={String(place + 1)}
                on_press={() => choices.take!(candidate)}
              />
            ) : null}
            <Choice text={t('ui.duplicates.look_at')} mark="O" on_press={() => choices.look_at(candidate)} />
            {choices.merge && may('customers.merge') ? (
              <Choice text={t('ui.merge.do')} mark="M" on_press={() => choices.merge!(candidate)} />
            ) : null}
            <Choice text={t('ui.duplicates.keep_apart')} mark="X" on_press={() => choices.keep_apart(candidate)} />
          </CandidateCard>
        </div>
      ))}
    </div>
  );
}

function Choice({ text, mark, on_press }: { text: string; mark: string; on_press: () => void }) {
  return (
    <button type="button" className="button" tabIndex={-1} onClick={on_press}>
      {text} <kbd>{mark}</kbd>
    </button>
  );
}
