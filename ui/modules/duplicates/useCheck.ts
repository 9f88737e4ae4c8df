// Asks for probable duplicates when a field that counts is left (J-027). Runs beside the typing: nothing waits for it.
import { useCallback, useEffect, useState } from 'react';
import type { CustomerRecord } from '../../api/types.ts';
import type { Draft } from '../../forms/draft.ts';
import { Asking, nothing_checked } from './asking.ts';
import type { Checked } from './requests.ts';
import { asked_values, asking as asking_fields } from './take_over.ts';

export interface Check {
  checked: Checked;
  /// The answer to what is typed right now, when it comes within the given milliseconds; else what is known.
  latest: (patience: number) => Promise<Checked>;
}

export function useCheck(draft: Draft, record: CustomerRecord | undefined): Check {
  const [checked, set_checked] = useState(nothing_checked);
  const [asking] = useState(() => new Asking(set_checked));
  const ask = useCallback((): Promise<Checked> => {
    const values = asked_values(draft, record);
    const is_typed = asking_fields.some((name) => draft.is_changed(name));
    return is_typed && values.name ? asking.ask(values) : asking.latest();
  }, [asking, draft, record]);

  useEffect(() => {
    const on_leave = (event: FocusEvent) => {
      const name = (event.target as HTMLElement).dataset?.field;
      if (name !== undefined && asking_fields.includes(name)) void ask();
    };
    // On the document and therefore after the field itself: the street has been split into street and number by then.
    document.addEventListener('focusout', on_leave);
    return () => document.removeEventListener('focusout', on_leave);
  }, [ask]);
  useEffect(() => () => asking.stop(), [asking]);

  const latest = useCallback((patience: number) => asking.within(patience, ask()), [asking, ask]);
  return { checked, latest };
}
