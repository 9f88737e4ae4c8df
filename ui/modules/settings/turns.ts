// Settings that share one version (all parameters do; so do name and logo of the house): their saves go out one after
// the other, each with the version that the last answer gave.
import { Refusal } from '../../api/client.ts';

interface Versioned {
  saved: { version: number };
}

export interface Turns {
  /// Calls `work` when those before are done, with the newest version known; `version` is what the asker knows.
  take: <Done extends Versioned>(version: number, work: (version: number) => Promise<Done>) => Promise<Done>;
}

export function make_turns(): Turns {
  let newest = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    take: (version, work) => {
      const turn = last.then(async () => {
        try {
          const done = await work(Math.max(newest, version));
          newest = done.saved.version;
          return done;
        } catch (reason) {
          // Somebody else changed them: the asker looks how they are now, and comes again with that version.
          if (reason instanceof Refusal && reason.status === 412) newest = 0;
          throw reason;
        }
      });
      last = turn.catch(() => {});
      return turn;
    },
  };
}

export const parameter_turns = make_turns();
export const house_turns = make_turns();
