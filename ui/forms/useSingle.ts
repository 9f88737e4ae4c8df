// A record of which its owner has one at most (what only a travel agency has): entered and saved as a row is.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { FieldDeclaration } from '../api/types.ts';
import { useText } from '../shell/language.tsx';
import type { Values } from './draft.ts';
import { row_entry } from './entries.ts';
import { save_row, single, type Owner } from './rows.ts';
import { useTold } from './told.ts';

export function useSingle(
  owner: Owner,
  list: string,
  stored: Values & { version: number },
  fields: readonly FieldDeclaration[],
) {
  const t = useText();
  const queries = useQueryClient();
  const told = useTold([owner.lists, ...owner.follow]);
  const entry = row_entry(owner.form, list, single, { base: stored, fields });
  const { draft } = entry;
  useEffect(() => {
    if (stored !== draft.base && stored.version >= Number(draft.base.version ?? 0)) draft.rebase(stored);
  }, [stored, draft]);
  const save = async (name: string) => {
    const outcome = await save_row(entry, { owner, fields, queries, t });
    if (typeof outcome !== 'string') told(outcome.event, t('ui.row.saved', { list: name }));
  };
  return { draft, save };
}
