// The calls at the user's extension, as the server tells them. The stream is open while the page is seen, so that many
// open pages do not use up the connections of the browser; it begins with the calls that ring.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { address } from '../../api/client.ts';
import { calls_key, type Call } from './requests.ts';

const seen = () => document.visibilityState === 'visible';
const listen = (listener: () => void) => {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
};

export interface Ringing {
  calls: readonly Call[];
  put: (call: Call) => void;
  drop: (id: number) => void;
}

/// A call that rang and was not taken here goes by itself; one that was taken stays for its note.
const stays = (call: Call) => call.mine && call.outcome === 'answered';

export function useCallStream(enabled: boolean): Ringing {
  const queries = useQueryClient();
  const visible = useSyncExternalStore(listen, seen);
  const [calls, set_calls] = useState<readonly Call[]>([]);
  const drop = (id: number) => set_calls((old) => old.filter((one) => one.id !== id));
  const put = (call: Call) =>
    set_calls((old) =>
      old.some((one) => one.id === call.id)
        ? old.map((one) => (one.id === call.id ? { ...one, ...call } : one))
        : [...old, call],
    );
  useEffect(() => {
    if (!enabled || !visible) return;
    const stream = new EventSource(address('/calls/stream'));
    const told = (event: Event) => JSON.parse((event as MessageEvent<string>).data) as Call;
    const again = () => void queries.invalidateQueries({ queryKey: calls_key });
    stream.addEventListener('open', () => set_calls((old) => old.filter((one) => one.state === 'over')));
    stream.addEventListener('call', (event) => put(told(event)));
    stream.addEventListener('taken', (event) => drop(told(event).id));
    stream.addEventListener('over', (event) => {
      const call = told(event);
      if (stays(call)) put(call);
      else drop(call.id);
      again();
    });
    return () => stream.close();
  }, [enabled, visible, queries]);
  return { calls, put, drop };
}
