// Administratie / Stammdaten: venues, halls, seasons … articles, one page each, made of what their records declare.
import { Link, useParams } from '@tanstack/react-router';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useText } from '../../shell/language.tsx';
import { RulesPage } from '../settings/RulesPage.tsx';
import { RunRules } from './RunRules.tsx';
import { stage_data, type StageData } from '../settings/requests.ts';
import styles from '../settings/Settings.module.css';

const is_stage = (what: string): what is StageData => (stage_data as readonly string[]).includes(what);

export function Administration() {
  const t = useText();
  const { what = '' } = useParams({ strict: false }) as { what?: string };
  const shown = is_stage(what) ? what : 'seasons';
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
            {stage_data.map((one) => (
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
            <li>
              <Link to="/seat-plans" className={styles.section}>
                {t('ui.events.seat-plans')}
              </Link>
            </li>
          </ul>
        </nav>
        <div className={styles.content} data-area="settings">
          <h2>{title}</h2>
          <p className={styles.intro}>{t(`ui.events.${shown}.help`)}</p>
          {shown === 'label-rules' ? <RunRules /> : null}
          <RulesPage key={shown} what={shown} />
        </div>
      </div>
    </div>
  );
}
