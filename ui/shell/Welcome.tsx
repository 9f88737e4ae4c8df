// The first sign-in of a house: the one-time secret stands behind the # of the printed address, so it never reaches a
// log.
import type { Session } from '../api/types.ts';
import { FirstAccess } from './FirstAccess.tsx';
import { useText } from './language.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import styles from './SignIn.module.css';

export function Welcome({ session, on_done }: { session: Session; on_done: () => void }) {
  const t = useText();
  const closed = session.first_sign_in_open === false;
  return (
    <div className={styles.door}>
      <main className={styles.card}>
        <h1 className={styles.brand}>
          <img src="/icon.svg" alt="" width="28" height="28" /> {t('ui.welcome.title')}
        </h1>
        {closed ? (
          <>
            <p>{t('ui.welcome.closed')}</p>
            <button type="button" className="button primary" autoFocus onClick={on_done}>
              {t('ui.sign_in')}
            </button>
          </>
        ) : (
          <>
            <p className="quiet">{t('ui.welcome.text')}</p>
            <FirstAccess on_done={on_done} />
          </>
        )}
        <LanguageChoice />
      </main>
    </div>
  );
}
