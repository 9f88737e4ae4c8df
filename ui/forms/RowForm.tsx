// One row of a list as a small form: saved when the focus leaves it. Knows nothing of the other rows.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Choices, FieldDeclaration, Kind } from '../api/types.ts';
import twelfths from '../parts/Twelfths.module.css';
import { useText } from '../shell/language.tsx';
import { Conflicts } from './Conflicts.tsx';
import type { Values } from './draft.ts';
import type { RowEntry } from './entries.ts';
import { FormField } from './FormField.tsx';
import { places_of } from './row_places.ts';
import { reveal_row, save_row, type Owner, type Row } from './rows.ts';
import { tell_failure } from './saving.ts';
import { useTold } from './told.ts';
import { useDraftVersion } from './useDraft.ts';
import styles from './Rows.module.css';

export interface RowFormProps {
  owner: Owner;
  kind?: Kind;
  list: string;
  /// The record of the rows: the first part of their captions.
  record: string;
  row?: Row;
  entry: RowEntry;
  fields: readonly FieldDeclaration[];
  choices?: Choices;
  /// Which of its fields a row shows as it stands.
  shows?: (name: string, row: Values) => boolean;
  label: string;
  /// What the message says of the saved row.
  said: (row: Values) => string;
  on_created?: (row: Row) => void;
  before?: ReactNode;
  /// A line above the fields.
  mark?: ReactNode;
  after?: ReactNode;
  on_paste?: (text: string) => boolean;
  /// What becomes of a text while it is typed or pasted.
  tidy?: (name: string, text: string) => string;
  hints?: (name: string, text: string) => string | undefined;
  autofocus?: boolean;
}

/// Field names within the page, where several rows show the same fields.
export const field_id = (list: string, row: number | string, name: string) => `${list}-${row}-${name}`;

/// Saves the row as it stands and says so.
function useRowSave({ owner, entry, fields, said }: RowFormProps) {
  const t = useText();
  const queries = useQueryClient();
  const told = useTold([owner.lists, ...owner.follow]);
  return async () => {
    const outcome = await save_row(entry, { owner, fields, queries, t });
    if (typeof outcome !== 'string') told(outcome.event, said(outcome.saved));
  };
}

export function RowForm(props: RowFormProps) {
  const { owner, list, record, row, entry, fields, choices, shows, on_created } = props;
  const { draft, mark } = entry;
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const save = useRowSave(props);
  useDraftVersion(draft);
  useEffect(() => {
    if (row && Number(draft.base.version ?? 0) <= row.version) draft.rebase(row as Values);
  }, [row, draft]);
  const created = useRef(on_created);
  created.current = on_created;
  useEffect(() => {
    entry.stored = created.current && ((stored) => created.current?.(stored as Row));
    return () => void (entry.stored = undefined);
  }, [entry]);
  const values = draft.whole();
  const shown = places_of(record, fields).filter(({ name }) => shows?.(name, values) ?? true);
  const reveal = async () => {
    if (!row) return;
    try {
      draft.accept({ ...draft.base, ...(await reveal_row(owner, list, row.id)) }, {});
    } catch (reason) {
      tell_failure(reason, t);
    }
  };
  return (
    <div
      ref={box}
      role="group"
      aria-label={props.label}
      className={styles.row}
      data-row={row?.id ?? mark}
      data-list={list}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) void save();
      }}
      onPaste={(event) => {
        if (props.on_paste?.(event.clipboardData.getData('text'))) event.preventDefault();
      }}
    >
      {props.before}
      <div className={styles.body}>
        {props.mark}
        <Conflicts draft={draft} fields={fields} record={record} on_done={() => void save()} />
        {draft.refusal && !draft.all_problems().size ? (
          <p role="alert" className={styles.refusal}>
            {draft.refusal}
          </p>
        ) : null}
        <div className={`${twelfths.twelfths} ${styles.fields}`}>
          {shown.map((place, index) => {
            const declaration = fields.find((field) => field.name === place.name)!;
            return (
              <div key={place.name} className={twelfths[`w${place.width}`]}>
                <FormField
                  declaration={declaration}
                  draft={draft}
                  record={record}
                  id={field_id(list, row?.id ?? mark, place.name)}
                  kind={props.kind}
                  choices={choices}
                  is_new={row === undefined}
                  autofocus={props.autofocus && index === 0}
                  hint={props.hints?.(place.name, draft.text(place.name))}
                  tidy={props.tidy}
                  reveal={row ? () => void reveal() : undefined}
                />
              </div>
            );
          })}
        </div>
      </div>
      {props.after}
    </div>
  );
}
