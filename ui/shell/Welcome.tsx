// The first sign-in of a house: the one-time secret stands behind the # of the printed address, so it never reaches a log.
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Refusal, send } from '../api/client.ts';
import type { Issue, Session } from '../api/types.ts';
import { useLanguage, useText } from './language.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import { keep_session, session_key } from './session.tsx';
import styles from './SignIn.module.css';

export function Welcome({ session, on_done }: { session: Session; on_done: () => void }) {
  const t = useText();
  const language = useLanguage();
  const queries = useQueryClient();
  const [secret, set_secret] = useState(() => decodeURIComponent(location.hash.slice(1)));
  const [entry, set_entry] = useState({ name: '', display_name: '', password: '', again: '' });
  const [problem, set_problem] = useState<{ title: string; issues: Issue[] }>();
  const [busy, set_busy] = useState(false);
  const put = (name: keyof typeof entry) => (event: { target: { value: string } }) =>
    set_entry((old) => ({ ...old, [name]: event.target.value }));
  const issue = (field: string) => problem?.issues.find((one) => one.field === field)?.message;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (entry.password !== entry.again) {
      set_problem({ title: t('ui.welcome.differ'), issues: [] });
      document.getElementById('again')?.focus();
      return;
    }
    set_busy(true);
    try {
      const body = {
        secret,
        name: entry.name,
        display_name: entry.display_name || entry.name,
        password: entry.password,
        language,
      };
      const { data } = await send<Session>('POST', '/first-sign-in', { body });
      localStorage.setItem('kartei.name', entry.name);
      queries.setQueryData(session_key, keep_session(data));
      on_done();
    } catch (reason) {
      set_problem(
        reason instanceof Refusal
          ? { title: reason.message, issues: reason.problem.issues ?? [] }
          : { title: t('ui.unreachable'), issues: [] },
      );
      set_busy(false);
    }
  }

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
            <form className={styles.form} onSubmit={(event) => void submit(event)} aria-label={t('ui.welcome.title')}>
              {problem ? (
                <div role="alert" className={styles.problem}>
                  <p>{problem.title}</p>
                  {problem.issues.map((one) => (
                    <p key={`${one.field}${one.message}`}>{one.message}</p>
                  ))}
                </div>
              ) : null}
              {location.hash.length > 1 ? null : (
                <label>
                  {t('ui.welcome.secret')}
                  <input required autoFocus value={secret} onChange={(event) => set_secret(event.target.value)} />
                </label>
              )}
              <label>
                {t('ui.user_name')}
                <input
                  required
                  autoFocus={location.hash.length > 1}
                  autoComplete="username"
                  value={entry.name}
                  onChange={put('name')}
                  aria-invalid={Boolean(issue('name'))}
                />
              </label>
              <label>
                {t('ui.display_name')}
                <input autoComplete="name" value={entry.display_name} onChange={put('display_name')} />
              </label>
              <label>
                {t('ui.password')}
                <input
                  required
                  type="password"
                  autoComplete="new-password"
                  value={entry.password}
                  onChange={put('password')}
                  aria-invalid={Boolean(issue('password'))}
                />
              </label>
              <label>
                {t('ui.password_again')}
                <input
                  id="again"
                  required
                  type="password"
                  autoComplete="new-password"
                  value={entry.again}
                  onChange={put('again')}
                />
              </label>
              <button type="submit" className="button primary" disabled={busy}>
                {t('ui.welcome.go')}
              </button>
            </form>
          </>
        )}
        <LanguageChoice />
      </main>
    </div>
  );
}
