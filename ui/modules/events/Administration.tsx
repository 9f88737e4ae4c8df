// Administratie / Stammdaten: venues, halls, seasons … articles, labels, permissions, one page each, made of what their
// records declare.
import { Link, useParams } from '@tanstack/react-router';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useText } from '../../shell/language.tsx';
import { useHasModule } from '../../shell/places.ts';
import { RulesPage } from '../settings/RulesPage.tsx';
import { RunRules } from './RunRules.tsx';
import { Wordings } from './Wordings.tsx';
import { customer_data, stage_data, type CustomerData, type StageData } from '../settings/requests.ts';
import styles from '../settings/Settings.module.css';

type Shown = StageData | CustomerData;
const is_among = (all: readonly Shown[], what: string): what is Shown => (all as readonly string[]).includes(what);

/// What this house has; without its ticket side what it keeps about customers.
const useShown = (): readonly Shown[] => (useHasModule('venue') ? [...stage_data, ...customer_data] : customer_data);

export function Administration() {
  const t = useText();
  const { what = '' } = useParams({ strict: false }) as { what?: string };
  const all = useShown();
  const shown = is_among([...stage_data, ...customer_data], what) ? what : 'seasons';
  const title = t(`ui.events.${shown}`);
  useWindowTitle(title);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('ui.events.administration')}</h1>
      </div>
      <div className={styles.sections}>
        <nav className={styles.nav} aria-label={t('ui.events.administration')} data-area="sections">
          <ul>
            {all.map((one) => (
              <li key={one}>
                <Link
                  to="/administration/$what"
                  params={{ what: one }}
                  className={styles.section}
                  aria-current={one === shown ? 'page' : undefined}
                >
                  {t(`ui.events.${one}`)}
                </Link>
              </li>
            ))}
            {is_among(all, 'seasons') ? (
              <li>
                <Link to="/seat-plans" className={styles.section}>
                  {t('ui.events.seat-plans')}
                </Link>
              </li>
            ) : null}
          </ul>
        </nav>
        <div className={styles.content} data-area="settings">
          <h2>{title}</h2>
          <p className={styles.intro}>{t(`ui.events.${shown}.help`)}</p>
          {shown === 'label-rules' ? <RunRules /> : null}
          <RulesPage key={shown} what={shown} below={shown === 'permission-definitions' ? Wordings : undefined} />
        </div>
      </div>
    </div>
  );
}
