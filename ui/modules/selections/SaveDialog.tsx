// Keeping a selection under a name, with a note and the roles that may use it. What was opened is changed; under another
// name it is kept a second time.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { new_key, Refusal } from '../../api/client.ts';
import { useTold } from '../../forms/told.ts';
import { TextField } from '../../parts/Field.tsx';
import { SharedWith } from '../../forms/SharedWith.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { write_document } from './document.ts';
import { change_saved, create_saved, saved_key, useSaved, type Kept, type Saved } from './requests.ts';
import type { Builder } from './useBuilder.ts';

type Entry = Omit<Kept, 'document'>;

export function SaveDialog({ builder, on_close }: { builder: Builder; on_close: () => void }) {
  const { saved } = builder.opened;
  const { data, isPending } = useSaved(saved);
  if (saved !== undefined && isPending) return null;
  return <Ask {...{ builder, on_close }} before={data} />;
}

const problems_of = (failed: unknown) =>
  Object.fromEntries(
    (failed instanceof Refusal ? (failed.problem.issues ?? []) : []).map((issue) => [issue.field ?? '', issue.message]),
  );

/// The opened one is changed unless it gets another name.
function useSaving(builder: Builder, before: Saved | undefined, on_close: () => void) {
  const t = useText();
  const told = useTold([saved_key, ['selection-criteria']]);
  const queries = useQueryClient();
  const once = useRef(new_key());
  const [failed, set_failed] = useState<unknown>();
  const save = async (entry: Entry) => {
    const kept: Kept = { ...entry, document: write_document(builder.selection) };
    const changes = before && before.name === entry.name.trim();
    try {
      const saved = changes ? await change_saved(before, kept) : await create_saved(kept, once.current);
      told(saved.change_event, t('ui.selections.saved', { name: kept.name }));
      builder.name({ saved: saved.id ?? before?.id, name: kept.name });
      on_close();
    } catch (reason) {
      if (before) void queries.invalidateQueries({ queryKey: [...saved_key, before.id] });
      set_failed(reason);
    }
  };
  return { save, failed };
}

function Ask({ builder, before, on_close }: { builder: Builder; before?: Saved; on_close: () => void }) {
  const t = useText();
  const [entry, set_entry] = useState<Entry>({
    name: before?.name ?? '',
    note: before?.note ?? '',
    shared_with: before?.shared_with ?? [],
  });
  const { save, failed } = useSaving(builder, before, on_close);
  const problems = problems_of(failed);
  return (
    <FormDialog
      title={t('ui.selections.save')}
      on_close={on_close}
      go={t('ui.selections.save.go')}
      on_send={() => void save({ ...entry, name: entry.name.trim() })}
      refusal={failed ? words_of(failed, t) : undefined}
    >
      <TextField
        name="selection-name"
        label={t('ui.selections.name')}
        hint={
          before && entry.name.trim() !== before.name
            ? t('ui.selections.save.as_new', { name: before.name })
            : undefined
        }
        value={entry.name}
        required
        autofocus
        max_length={120}
        problem={problems.name}
        on_type={(name) => set_entry({ ...entry, name })}
      />
      <TextField
        name="selection-note"
        label={t('ui.selections.note')}
        value={entry.note ?? ''}
        max_length={1000}
        problem={problems.note}
        on_type={(note) => set_entry({ ...entry, note })}
      />
      <SharedWith
        right="selections.share"
        roles={entry.shared_with ?? []}
        change={(shared_with) => set_entry({ ...entry, shared_with })}
      />
    </FormDialog>
  );
}
