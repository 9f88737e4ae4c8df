// The outermost frame: words, queries, who is signed in, and then either the door or the house.
import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Refusal, Unreachable, when_signed_out } from './api/client.ts';
import type { Session } from './api/types.ts';
import { LanguageFrame, useLanguage, useText } from './shell/language.tsx';
import { router } from './router.tsx';
import { session_key, session_query, SessionContext, useSessionQuery } from './shell/session.tsx';
import { SignIn } from './shell/SignIn.tsx';

// Seen once in the life of a house.
const Welcome = lazy(async () => ({ default: (await import('./shell/Welcome.tsx')).Welcome }));

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, reason) => !(reason instanceof Refusal) && count < 2,
      refetchOnWindowFocus: false,
      staleTime: 10_000,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

// Words, session and the screen's own script are fetched at the same time, not one after the other.
void queries.prefetchQuery(session_query);
void router.preloadRoute({ to: location.pathname as '/' }).catch(() => {});

export function App() {
  return (
    <LanguageFrame>
      <QueryClientProvider client={queries}>
        <Door />
      </QueryClientProvider>
    </LanguageFrame>
  );
}

/// Much of what the program answers is words: in another language all of it is asked again.
function useAnswersInLanguage() {
  const client = useQueryClient();
  const language = useLanguage();
  const spoken = useRef(language);
  useEffect(() => {
    if (spoken.current !== language) void client.invalidateQueries();
    spoken.current = language;
  }, [client, language]);
}

function Door() {
  const t = useText();
  const client = useQueryClient();
  useAnswersInLanguage();
  const { data: session, error, refetch } = useSessionQuery();
  const [welcome, set_welcome] = useState(location.pathname === '/welcome');
  useEffect(
    () =>
      when_signed_out(() => {
        client.setQueryData<Session>(session_key, (old) => ({
          ...old,
          signed_in: false,
          user: undefined,
          permissions: [],
        }));
      }),
    [client],
  );

  if (error && !session) {
    return (
      <main className="page-scroll" role="alert">
        <h1>Kartei</h1>
        <p>{error instanceof Unreachable ? t('ui.unreachable') : error.message}</p>
        <p>
          <button type="button" className="button" onClick={() => void refetch()}>
            {t('ui.retry')}
          </button>
        </p>
      </main>
    );
  }
  if (!session) return null;
  if (welcome)
    return (
      <Suspense>
        <Welcome
          session={session}
          on_done={() => {
            set_welcome(false);
            void router.navigate({ to: '/' });
          }}
        />
      </Suspense>
    );
  if (!session.signed_in) return <SignIn />;
  return (
    <SessionContext.Provider value={session}>
      <RouterProvider router={router} />
    </SessionContext.Provider>
  );
}
