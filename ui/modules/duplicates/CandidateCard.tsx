// One probable duplicate: who it is, how sure that is, why (points per field in words) and what differs from what was
// typed.
import type { ReactNode } from 'react';
import type { Value } from '../../api/types.ts';
import { show_date } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { full_name } from '../../shell/SearchHitLine.tsx';
import { useCaption } from '../../forms/captions.ts';
import { left_of, type Candidate, type Points } from './requests.ts';
import styles from './Duplicates.module.css';

export const address_of = (hit: object) => {
  const { street, house_number, house_number_suffix, postcode, town } = hit as Record<string, unknown>;
  const join = (parts: unknown[], by: string) => parts.filter(Boolean).join(by);
  return join([join([street, join([house_number, house_number_suffix], '')], ' '), join([postcode, town], ' ')], ', ');
};

export function Score({ score }: { score: number }) {
  const t = useText();
  const tone = score >= 90 ? 'danger' : score >= 75 ? 'warn' : 'accent';
  return (
    <span className={`chip ${tone} ${styles.score}`} title={t('ui.duplicates.score', { score })}>
      <span aria-hidden="true">{score}</span>
      <span className="hidden">{t('ui.duplicates.score', { score })}</span>
    </span>
  );
}

const signed = (points: number) => `${points > 0 ? '+' : '\u2212'}${Math.abs(points)}`;

/// The reasons, strongest first; what speaks against it in words and sign. What weighs nothing is no reason. The last
/// line is what is left of the score, so that they add up to it: how rare a duplicate is, relatives, what is not shown.
export function Reasons({ score, points, most }: { score: number; points: readonly Points[]; most?: number }) {
  const t = useText();
  const caption = useCaption();
  const sorted = points
    .filter((one) => one.points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .slice(0, most);
  const rest = left_of(score, sorted);
  return (
    <ul className={styles.reasons}>
      {sorted.map((one, place) => (
        <li key={`${one.field}${place}`} title={caption(one.field)}>
          <span className={one.points < 0 ? styles.against : styles.for}>{signed(one.points)}</span> {one.text}
        </li>
      ))}
      {rest === 0 ? null : (
        <li className="quiet">
          {signed(rest)} {t('ui.duplicates.rest')}
        </li>
      )}
    </ul>
  );
}

export function useShown(): (value: Value) => string {
  const t = useText();
  const language = useLanguage();
  return (value) => {
    if (value === null || value === '') return t('ui.empty_value');
    if (Array.isArray(value)) return value.join('; ');
    return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? show_date(value, language) : String(value);
  };
}

function Differences({ differs }: Pick<Candidate, 'differs'>) {
  const t = useText();
  const caption = useCaption();
  const show = useShown();
  if (!differs.length) return null;
  return (
    <dl className={styles.differs} aria-label={t('ui.duplicates.differs')}>
      {differs.slice(0, 4).map(({ field, typed, found }) => (
        <div key={field}>
          <dt>{caption(field)}</dt>
          <dd>
            <del>{show(typed)}</del> <span aria-hidden="true">≠</span> <ins>{show(found)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface Props {
  candidate: Candidate;
  place: number;
  active: boolean;
  autofocus?: boolean;
  on_focus: () => void;
  children: ReactNode;
}

export function CandidateCard({ candidate, place, active, autofocus, on_focus, children }: Props) {
  const t = useText();
  const { customer, score, points, differs } = candidate;
  const phone = customer.phone ?? customer.email;
  return (
    <article
      className={`${styles.card} ${active ? styles.active : ''}`}
      data-place={place}
      data-autofocus={autofocus || undefined}
      tabIndex={active ? 0 : -1}
      aria-label={`${place + 1}: ${full_name(customer)}, ${t('ui.duplicates.score', { score })}`}
      onFocus={on_focus}
    >
      <header className={styles.who}>
        <kbd>{place + 1}</kbd>
        <b>{full_name(customer)}</b>
        <span className="quiet number">{customer.number}</span>
        {customer.blocked ? (
          <span className="chip danger">
            <Icon name="warn" size={14} />
            {t('ui.blocked')}
          </span>
        ) : null}
        <Score score={score} />
      </header>
      <p className="quiet">{[address_of(customer), phone].filter(Boolean).join(' · ')}</p>
      <Reasons score={score} points={points} most={4} />
      <Differences differs={differs} />
      <div className={styles.choices}>{children}</div>
    </article>
  );
}
