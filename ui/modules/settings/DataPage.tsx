// A page of base data of the house: its neighbours at the left, those alone to which the user may go, its entries beside
// them.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useText } from '../../shell/language.tsx';
import { usePlaces } from '../../shell/places.ts';
import type { RuleData } from './requests.ts';
import { RulesPage, type BelowRule } from './RulesPage.tsx';
import styles from './Settings.module.css';

export interface DataSection {
  to: string;
  text: string;
}

interface Props {
  what: RuleData;
  sections: readonly DataSection[];
  title: string;
  help: string;
  above?: ReactNode;
  below?: BelowRule;
}

export function DataPage({ what, sections, title, help, above, below }: Props) {
  const t = useText();
  const places = usePlaces();
  const open = sections.filter(({ to }) => places.some((place) => place.to === to));
  useWindowTitle(title);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('ui.settings.administration')}</h1>
      </div>
      <div className={styles.sections}>
        <nav className={styles.nav} aria-label={t('ui.settings.administration')} data-area="sections">
          <ul>
            {open.map(({ to, text }) => (
              <li key={to}>
                <Link
                  to={to as never}
                  className={styles.section}
                  aria-current={to === `/administration/${what}` ? 'page' : undefined}
                >
                  {text}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className={styles.content} data-area="settings">
          <h2>{title}</h2>
          <p className={styles.intro}>{help}</p>
          {above}
          <RulesPage key={what} what={what} below={below} />
        </div>
      </div>
    </div>
  );
}
