// What stands in the way of saving, of the form and of its rows, in one place that takes the focus; each line leads to
// its field.
import { useEffect, useRef } from 'react';
import { useText } from '../shell/language.tsx';
import { useCaption } from './captions.ts';
import type { Draft } from './draft.ts';
import { rows_entered, useUnsaved, type RowEntry } from './entries.ts';
import { useDraftVersion } from './useDraft.ts';
import styles from './Forms.module.css';

interface Props {
  form: string;
  draft: Draft;
  /// How often saving was asked for and refused; each time the focus comes here.
  asked: number;
  go_to: (field: string) => void;
  go_to_row: (row: RowEntry, field: string | undefined) => void;
  /// "Telefonliste", "Passdaten".
  name_of: (row: RowEntry) => string;
  caption_of: (row: RowEntry, field: string) => string;
  /// What a field of the form is called, where that is not the caption of a customer's.
  caption?: (field: string) => string;
}

interface Line {
  key: string;
  caption: string;
  text: string;
  go: () => void;
}

/// The server names the field; here its caption stands before the text already.
const without = (caption: string, text: string) =>
  text.startsWith(`${caption}: `) ? text.slice(caption.length + 2) : text;

function lines_of_row(row: RowEntry, { go_to_row, name_of, caption_of }: Props): Line[] {
  const { draft, list, part, mark } = row;
  const name = name_of(row);
  const line = (field: string | undefined, text: string): Line => ({
    key: `${list}${part}${mark}${field ?? ''}`,
    caption: field ? `${name}, ${caption_of(row, field)}` : name,
    text: field ? without(caption_of(row, field), text) : text,
    go: () => go_to_row(row, field),
  });
  const of_fields = [...draft.all_problems()].map(([field, text]) => line(field, text));
  return of_fields.length || !draft.refusal ? of_fields : [line(undefined, draft.refusal)];
}

export function Problems(props: Props) {
  const { form, draft, asked, go_to } = props;
  const t = useText();
  const of_customer = useCaption();
  const caption = props.caption ?? of_customer;
  const box = useRef<HTMLDivElement>(null);
  useDraftVersion(draft);
  useUnsaved(form);
  const rows = rows_entered(form).flatMap((row) => lines_of_row(row, props));
  const own = [...draft.all_problems()].map(([field, text]) => ({
    key: field,
    caption: caption(field),
    text: without(caption(field), text),
    go: () => go_to(field),
  }));
  const summary = draft.refusal ?? (rows.length ? t('ui.not_saved') : undefined);
  const shown = asked > 0 && summary !== undefined;
  useEffect(() => {
    if (asked) box.current?.focus();
  }, [asked]);
  if (!shown) return null;
  const lines = [...own, ...rows];
  return (
    <div ref={box} tabIndex={-1} role="alert" className={styles.problems}>
      <p>
        <b>{summary}</b> {lines.length ? <span className="quiet">{t('ui.next_error_hint')}</span> : null}
      </p>
      <ul>
        {lines.map(({ key, caption: name, text, go }) => (
          <li key={key}>
            <button type="button" className={styles.jump} onClick={go}>
              {name}
            </button>
            : {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
