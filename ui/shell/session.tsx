// Who is signed in and what they may do. One query holds it; signing in and out replaces it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useMemo } from 'react';
import { get, send, set_token } from '../api/client.ts';
import type { Session, Settings } from '../api/types.ts';
import { forget_open } from './open_customers.ts';

export const session_key = ['session'];

export function keep_session(session: Session): Session {
  set_token(session.token ?? '');
  return session;
}

export const session_query = {
  queryKey: session_key,
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    keep_session(await get<Session>('/session', undefined, signal)),
  staleTime: Infinity,
};

export const useSessionQuery = () => useQuery(session_query);

export const SessionContext = createContext<Session>({ signed_in: false });
export const useSession = () => useContext(SessionContext);

/// Whether the signed-in user has a right; what is never allowed is not shown at all.
export function useMay(): (permission: string) => boolean {
  const { permissions } = useSession();
  return useCallback(
    (permission) => Boolean(permissions?.some((one) => one === permission || one === '*')),
    [permissions],
  );
}

export function useSignOut() {
  const queries = useQueryClient();
  return useCallback(async () => {
    // The answer makes the browser forget everything of this site; how the program looks here may stay.
    const kept = Object.entries(localStorage).filter(([name]) => name.startsWith('kartei.'));
    try {
      await send('DELETE', '/session');
    } catch {
      /* already gone */
    }
    for (const [name, value] of kept) localStorage.setItem(name, value);
    forget_entries();
    forget_open();
    queries.clear();
    queries.setQueryData(session_key, keep_session({ signed_in: false }));
  }, [queries]);
}

/// The day it is where the house stands, as ISO.
export function useToday(): string {
  const { house } = useSession();
  return new Intl.DateTimeFormat('sv-SE', { timeZone: house?.time_zone }).format(new Date());
}

const leaving = new Set<() => void>();
/// What keeps personal data in memory joins here, so that it goes when the user goes.
export function when_leaving(forget: () => void) {
  leaving.add(forget);
}

/// Entries of this tab hold personal data: they go when the user goes.
export function forget_entries() {
  leaving.forEach((forget) => forget());
  for (const name of Object.keys(sessionStorage)) if (name.startsWith('kartei.')) sessionStorage.removeItem(name);
}

const standard: Required<Pick<Settings, 'theme' | 'enter_moves_on' | 'letters_on' | 'menu_words'>> = {
  theme: 'system',
  enter_moves_on: true,
  letters_on: false,
  menu_words: true,
};

export function useSettings() {
  const { signed_in } = useSession();
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => get<Settings>('/me/settings', undefined, signal),
    staleTime: Infinity,
    enabled: signed_in,
  });
  const settings = useMemo(() => {
    const given = Object.fromEntries(Object.entries(data ?? {}).filter(([, value]) => value !== null));
    return { ...standard, ...given } as Settings & typeof standard;
  }, [data]);
  const change = useCallback(
    (part: Settings) => {
      queries.setQueryData<Settings>(['settings'], (old) => ({ ...old, ...part }));
      void send('PATCH', '/me/settings', { body: part }).catch(() => {});
    },
    [queries],
  );
  return { settings, change, loaded: data !== undefined };
}
