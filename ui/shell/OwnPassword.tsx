// Another password for oneself; the rules are told before it is typed.
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Refusal, send } from '../api/client.ts';
import type { Session } from '../api/types.ts';
import { useText } from './language.tsx';
import { keep_session, session_key } from './session.tsx';
import { show_toast } from './toasts.ts';
import styles from './SignIn.module.css';

const empty = { present: '', password: '', again: '' };

export function OwnPassword({ on_done }: { on_done: () => void }) {
  const t = useText();
  const queries = useQueryClient();
  const [entry, set_entry] = useState(empty);
  const [problems, set_problems] = useState<string[]>([]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (entry.password !== entry.again) return set_problems([t('ui.welcome.differ')]);
    try {
      const { present, password } = entry;
      const { data } = await send<Session>('PUT', '/me/password', { body: { present, password } });
      queries.setQueryData(session_key, keep_session(data));
      show_toast({ text: t('ui.password.changed') });
      on_done();
    } catch (reason) {
      const issues = reason instanceof Refusal ? (reason.problem.issues ?? []) : [];
      const whole = reason instanceof Refusal ? reason.message : t('ui.unreachable');
      set_problems(issues.length ? issues.map((one) => one.message) : [whole]);
    }
  };
  const line = (name: keyof typeof empty, caption: string, kept: string) => (
    <label>
      {caption}
      <input
        type="password"
        required
        autoFocus={name === 'present'}
        autoComplete={kept}
        value={entry[name]}
        aria-describedby={name === 'password' ? 'password-rules' : undefined}
        onChange={(event) => set_entry((old) => ({ ...old, [name]: event.target.value }))}
      />
    </label>
  );
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} aria-label={t('ui.password.change')}>
      {problems.length ? (
        <div role="alert" className={styles.problem}>
          {problems.map((one) => (
            <p key={one}>{one}</p>
          ))}
        </div>
      ) : null}
      <p id="password-rules" className="quiet">
        {t('ui.password.rules')}
      </p>
      {line('present', t('ui.password.present'), 'current-password')}
      {line('password', t('ui.password.new'), 'new-password')}
      {line('again', t('ui.password_again'), 'new-password')}
      <button type="submit" className="button primary">
        {t('ui.password.change')}
      </button>
    </form>
  );
}
