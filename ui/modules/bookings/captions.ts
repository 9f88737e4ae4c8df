// What a field of the draft is called: "Anreise", "Leistung 2, Preis".
import { useCallback } from 'react';
import type { Draft } from '../../forms/draft.ts';
import { useText, useWord } from '../../shell/language.tsx';
import { list_of, lists } from './booking.ts';
import { keys_in, parted } from './flat.ts';

export function useFieldCaption(draft: Draft): (name: string) => string {
  const word = useWord();
  const t = useText();
  return useCallback(
    (name) => {
      const row = parted(name);
      if (!row) return word(`ui.booking.field.${name}`, word(`ui.booking.${name}`, name));
      const outer = lists.find((one) => row.list === one.name);
      const rows = outer ?? list_of('services').inner!;
      const at = keys_in(draft, row.list).indexOf(row.key) + 1;
      const of_row = t('ui.booking.row_named', { list: word(`ui.booking.one.${rows.record}`, rows.record), row: at });
      return `${of_row}, ${word(`ui.${rows.record}.${row.field}`, row.field)}`;
    },
    [draft, word, t],
  );
}
