// The door: name and password. A wrong entry is answered neutrally; after several the server asks to wait.
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import { Refusal, send } from '../api/client.ts';
import type { Session } from '../api/types.ts';
import { as_language, useLanguage, useSetLanguage, useText } from './language.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import { keep_session, session_key } from './session.tsx';
import styles from './SignIn.module.css';

export function SignIn() {
  const t = useText();
  const language = useLanguage();
  const set_language = useSetLanguage();
  const queries = useQueryClient();
  const [name, set_name] = useState(() => localStorage.getItem('kartei.name') ?? '');
  const [password, set_password] = useState('');
  const [problem, set_problem] = useState('');
  const [busy, set_busy] = useState(false);
  const [caps, set_caps] = useState(false);
  const watch_caps = (event: KeyboardEvent) => set_caps(event.getModifierState('CapsLock'));

  async function submit(event: FormEvent) {
    event.preventDefault();
    set_busy(true);
    try {
      const { data } = await send<Session>('POST', '/session', { body: { name, password, language } });
      localStorage.setItem('kartei.name', name);
      const own = as_language(data.user?.language);
      if (own) set_language(own);
      queries.setQueryData(session_key, keep_session(data));
    } catch (reason) {
      set_problem(reason instanceof Refusal ? reason.message : t('ui.unreachable'));
      set_busy(false);
      document.getElementById('password')?.focus();
    }
  }

  return (
    <div className={styles.door}>
      <main className={styles.card}>
        <h1 className={styles.brand}>
          <img src="/icon.svg" alt="" width="28" height="28" /> Kartei
        </h1>
        <form onSubmit={(event) => void submit(event)} className={styles.form} aria-label={t('ui.sign_in')}>
          {problem ? (
            <p role="alert" className={styles.problem}>
              {problem}
            </p>
          ) : null}
          <label>
            {t('ui.user_name')}
            <input
              name="username"
              autoComplete="username"
              autoFocus={!name}
              required
              value={name}
              onChange={(event) => set_name(event.target.value)}
            />
          </label>
          <label>
            {t('ui.password')}
            <input
              id="password"
              type="password"
              name="password"
              autoComplete="current-password"
              autoFocus={Boolean(name)}
              required
              value={password}
              onKeyUp={watch_caps}
              onChange={(event) => set_password(event.target.value)}
              aria-describedby={caps ? 'caps' : undefined}
            />
          </label>
          <p id="caps" role="status" className={styles.caps}>
            {caps ? t('ui.caps_lock') : ''}
          </p>
          <button type="submit" className="button primary" disabled={busy}>
            {t('ui.sign_in')}
          </button>
        </form>
        <LanguageChoice />
      </main>
    </div>
  );
}
