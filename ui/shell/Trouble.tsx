// What is shown instead of a screen that failed or does not exist: what happened, what was kept, one way on.
import { useEffect } from 'react';
import { Link, Outlet, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { Refusal, Unreachable } from '../api/client.ts';
import { useText } from './language.tsx';
import { ask_whether_renewed } from './renewed.ts';
import { useShutPlace } from './places.ts';
import { words_of } from './words_of.ts';

export function Trouble({ error, reset }: ErrorComponentProps) {
  const t = useText();
  const router = useRouter();
  const words =
    error instanceof Unreachable ? t('ui.unreachable') : error instanceof Refusal ? error.message : t('ui.failed');
  // An answer that this page does not understand: perhaps a newer program stands there.
  const unexpected = !(error instanceof Refusal || error instanceof Unreachable);
  useEffect(() => {
    if (unexpected) void ask_whether_renewed(true);
  }, [unexpected]);
  // Whoever lacks a right is told which one; trying again gives it to nobody.
  if (error instanceof Refusal && error.status === 403) return <NoScreen words={words_of(error, t)} alert />;
  const reference = error instanceof Refusal ? error.problem.reference : undefined;
  return (
    <div className="page-scroll stack" role="alert">
      <h1>{words}</h1>
      <p className="quiet">{t('ui.failed_kept')}</p>
      {reference ? <p className="quiet">{t('ui.reference', { reference })}</p> : null}
      {unexpected ? <pre className="quiet">{String(error)}</pre> : null}
      <p className="row">
        <button
          type="button"
          className="button primary"
          autoFocus
          onClick={() => {
            reset();
            void router.invalidate();
          }}
        >
          {t('ui.retry')}
        </button>
        <Link className="button" to="/">
          {t('ui.home')}
        </Link>
      </p>
    </div>
  );
}

/// Instead of a screen: why there is none, and the way back.
function NoScreen({ words, alert }: { words: string; alert?: boolean }) {
  const t = useText();
  return (
    <div className="page-scroll stack" role={alert ? 'alert' : undefined}>
      <h1>{words}</h1>
      <p>
        <Link className="button" to="/">
          {t('ui.home')}
        </Link>
      </p>
    </div>
  );
}

/// The screen of the address, or why this user does not get it.
export function Opened() {
  const t = useText();
  const shut = useShutPlace();
  return shut ? <NoScreen words={t('ui.no_right', { place: t(shut.text) })} alert /> : <Outlet />;
}

export function Missing() {
  const t = useText();
  return <NoScreen words={t('ui.no_page')} />;
}
