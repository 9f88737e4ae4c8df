// One row of a list as a small form: saved when the focus leaves it. Knows nothing of the other rows.
import { useEffect, useRef, type ReactNode } from 'react';
import type { Choices, FieldDeclaration, Kind, Value } from '../../api/types.ts';
import twelfths from '../../parts/Twelfths.module.css';
import { useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import type { Draft, Values } from './draft.ts';
import { FormField } from './FormField.tsx';
import { record_of, reveal_row, type ListName, type Row } from './lists.ts';
import { places_of } from './row_places.ts';
import { useDraftVersion } from './useDraft.ts';
import { useRow } from './useRow.ts';
import styles from './Rows.module.css';

export interface RowFormProps {
  customer: number;
  kind: Kind;
  list: ListName;
  row?: Row;
  draft: Draft;
  fields: readonly FieldDeclaration[];
  choices?: Choices;
  given?: Values;
  left_out?: readonly string[];
  label: string;
  on_created?: (row: Row) => void;
  /// Of a row that is not stored yet.
  new_mark?: string;
  before?: ReactNode;
  /// A line above the fields.
  mark?: ReactNode;
  after?: ReactNode;
  on_paste?: (text: string) => boolean;
  hints?: (name: string, text: string) => string | undefined;
  autofocus?: boolean;
}

/// Their holder is a person of the family, chosen beside the list; of bank accounts and cards it is a name.
const with_holder: readonly ListName[] = ['passports', 'wishes'];

/// Field names within the page, where several rows show the same fields.
export const field_id = (list: ListName, row: number | string, name: string) => `${list}-${row}-${name}`;

export function RowForm(props: RowFormProps) {
  const { customer, list, row, draft, fields, choices, given, left_out, on_created, new_mark = 'new' } = props;
  const t = useText();
  const record = record_of[list];
  const box = useRef<HTMLDivElement>(null);
  const save = useRow({ customer, list, row, draft, fields, given, on_created });
  useDraftVersion(draft);
  useEffect(() => {
    if (row && Number(draft.base.version ?? 0) <= row.version) draft.rebase(row as Values);
  }, [row, draft]);
  const shown = places_of(record, fields, left_out ?? (with_holder.includes(list) ? ['holder'] : [])).filter(
    ({ name }) => record !== 'card' || fits_card(name, draft.value('kind')),
  );
  const reveal = async () => {
    if (!row) return;
    try {
      draft.accept({ ...draft.base, ...(await reveal_row(customer, list, row.id)) }, {});
    } catch (reason) {
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    }
  };
  return (
    <div
      ref={box}
      role="group"
      aria-label={props.label}
      className={styles.row}
      data-row={row?.id ?? new_mark}
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
        <div className={`${twelfths.twelfths} ${styles.fields}`}>
          {shown.map((place, index) => {
            const declaration = fields.find((field) => field.name === place.name)!;
            return (
              <div key={place.name} className={twelfths[`w${place.width}`]}>
                <FormField
                  declaration={declaration}
                  draft={draft}
                  record={record}
                  id={field_id(list, row?.id ?? new_mark, place.name)}
                  kind={props.kind}
                  choices={choices}
                  is_new={row === undefined}
                  autofocus={props.autofocus && index === 0}
                  hint={props.hints?.(place.name, draft.text(place.name))}
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

/// Credit cards keep their last four digits and a token, the others their number (decisions 15).
function fits_card(name: string, kind: Value): boolean {
  if (name === 'last4' || name === 'token') return !kind || kind === 'credit';
  return name !== 'number' || (kind !== 'credit' && Boolean(kind));
}
