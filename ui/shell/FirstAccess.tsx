// The form that creates the first user of a house.
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type InputHTMLAttributes } from 'react';
import { Refusal, send } from '../api/client.ts';
import type { Issue, Session } from '../api/types.ts';
import { useLanguage, useText } from './language.tsx';
import { keep_session, session_key } from './session.tsx';
import styles from './SignIn.module.css';

const empty = { name: '', display_name: '', password: '', again: '' };
type Entry = typeof empty;
interface Trouble {
  title: string;
  issues: Issue[];
}

/// What was typed, what is wrong with it, and the way to the server.
function useFirstAccess(on_done: () => void) {
  const t = useText();
  const language = useLanguage();
  const queries = useQueryClient();
  const [secret, set_secret] = useState(() => decodeURIComponent(location.hash.slice(1)));
  const [entry, set_entry] = useState<Entry>(empty);
  const [trouble, set_trouble] = useState<Trouble>();
  const [busy, set_busy] = useState(false);

  const submit = async () => {
    if (entry.password !== entry.again) {
      set_trouble({ title: t('ui.welcome.differ'), issues: [] });
      document.getElementById('again')?.focus();
      return;
    }
    set_busy(true);
    try {
      const { name, password } = entry;
      const body = { secret, name, display_name: entry.display_name || name, password, language };
      const { data } = await send<Session>('POST', '/first-sign-in', { body });
      localStorage.setItem('kartei.name', name);
      queries.setQueryData(session_key, keep_session(data));
      on_done();
    } catch (reason) {
      const known = reason instanceof Refusal;
      set_trouble({
        title: known ? reason.message : t('ui.unreachable'),
        issues: known ? (reason.problem.issues ?? []) : [],
      });
      set_busy(false);
    }
  };
  const put = (part: Partial<Entry>) => set_entry((old) => ({ ...old, ...part }));
  return { secret, set_secret, entry, put, trouble, busy, submit };
}

export function FirstAccess({ on_done }: { on_done: () => void }) {
  const t = useText();
  const { secret, set_secret, entry, put, trouble, busy, submit } = useFirstAccess(on_done);
  const printed = location.hash.length > 1;
  const wrong = (field: string) => Boolean(trouble?.issues.some((one) => one.field === field));
  const of = (name: keyof Entry) => ({ value: entry[name], on_change: (text: string) => put({ [name]: text }) });
  const send_it = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  return (
    <form className={styles.form} onSubmit={send_it} aria-label={t('ui.welcome.title')}>
      {trouble ? (
        <div role="alert" className={styles.problem}>
          <p>{trouble.title}</p>
          {trouble.issues.map((one) => (
            <p key={`${one.field}${one.message}`}>{one.message}</p>
          ))}
        </div>
      ) : null}
      {printed ? null : (
        <Line caption={t('ui.welcome.secret')} value={secret} on_change={set_secret} required autoFocus />
      )}
      <Line
        caption={t('ui.user_name')}
        {...of('name')}
        required
        autoFocus={printed}
        autoComplete="username"
        aria-invalid={wrong('name')}
      />
      <Line caption={t('ui.display_name')} {...of('display_name')} autoComplete="name" />
      <p className="quiet">{t('ui.password.rules')}</p>
      <Line
        caption={t('ui.password')}
        {...of('password')}
        required
        type="password"
        autoComplete="new-password"
        aria-invalid={wrong('password')}
      />
      <Line
        caption={t('ui.password_again')}
        {...of('again')}
        id="again"
        required
        type="password"
        autoComplete="new-password"
      />
      <button type="submit" className="button primary" disabled={busy}>
        {t('ui.welcome.go')}
      </button>
    </form>
  );
}

interface LineProps extends InputHTMLAttributes<HTMLInputElement> {
  caption: string;
  on_change: (text: string) => void;
}

function Line({ caption, on_change, ...input }: LineProps) {
  return (
    <label>
      {caption}
      <input {...input} onChange={(event) => on_change(event.target.value)} />
    </label>
  );
}
