// A setting that is saved when it is left: what is typed lies in a draft until the server has it, whatever else is saved
// meanwhile; what somebody else changed too is put to the user (Conflicts.tsx).
import { useEffect } from 'react';
import type { FieldDeclaration } from '../../api/types.ts';
import { row_entry } from '../../forms/entries.ts';
import { refusal_of, save_draft, type Stored, type Target, type Written } from '../../forms/saving.ts';
import type { Values } from '../../forms/draft.ts';
import { useTold } from '../../forms/told.ts';
import { useDraftVersion } from '../../forms/useDraft.ts';
import { useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { base_data } from './requests.ts';

export interface Setting {
  /// What it is, and which of its kind.
  list: string;
  mark: string;
  stored: Stored;
  fields: readonly FieldDeclaration[];
  change: (values: Values, version: number) => Promise<Written>;
  /// As it is now.
  load: NonNullable<Target['load']>;
  /// What the message says when it is saved.
  said: string;
}

export function useSetting({ list, mark, stored, fields, change, load, said }: Setting) {
  const t = useText();
  const told = useTold(base_data.follow);
  const { draft } = row_entry(base_data.form, list, mark, { base: stored, fields });
  useDraftVersion(draft);
  useEffect(() => {
    if (Number(draft.base.version ?? 0) <= stored.version) draft.rebase(stored);
  }, [stored, draft]);
  const save = async () => {
    const outcome = await save_draft(draft, { fields, change, load }, t);
    if (outcome === 'refused') {
      show_toast({ text: refusal_of(draft), tone: 'danger' });
      // What was chosen and refused is not chosen; a text stays, to be corrected.
      for (const { name, kind } of fields) if (kind !== 'text' && kind !== 'integer') draft.give_up(name);
    } else if (typeof outcome !== 'string') told(outcome.event, said);
  };
  return { draft, save: () => void save() };
}
