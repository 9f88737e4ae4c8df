// Lists that are there whole, as the grid wants them, and the sending of what is done with them.
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { new_key } from '../../api/client.ts';
import { page_size, type Source } from '../../parts/grid/pages.ts';
import { useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import { payments_key } from './requests.ts';

export function useWhole<Row>(name: string, rows: readonly Row[] | undefined): Source<Row> {
  return useMemo(
    () => ({
      key: `${name} ${JSON.stringify(rows ?? [])}`,
      rows: rows?.length ?? 0,
      page: (page) => Promise.resolve((rows ?? []).slice(page * page_size, (page + 1) * page_size)),
    }),
    [name, rows],
  );
}

/// Does something once, tells it or why not, and asks for everything of this module anew.
export function useDoing() {
  const t = useText();
  const queries = useQueryClient();
  const [refusal, refuse] = useState<string>();
  const act = async <T>(work: (once: string) => Promise<T>, told: (done: T) => string | undefined) => {
    try {
      const done = await work(new_key());
      refuse(undefined);
      await queries.invalidateQueries({ queryKey: payments_key });
      const text = told(done);
      if (text) show_toast({ text });
      return done;
    } catch (reason) {
      refuse(words_of(reason, t));
      return undefined;
    }
  };
  return { act, refusal, refuse };
}
