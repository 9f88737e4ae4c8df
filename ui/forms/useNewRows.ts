// Rows that are not stored yet: one to be entered, and those before it that are just being saved or were refused. What
// is typed next lands in the next row, however slow the saving is; what was typed is there again when the list is.
import { useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { FieldDeclaration } from '../api/types.ts';
import type { Values } from './draft.ts';
import { forget_row, new_rows_of, rename_row, row_entry } from './entries.ts';
import type { Row } from './rows.ts';

export interface NewRow {
  serial: number;
  /// The end of its entry's key and of its fields' names: "new" for the one to be entered.
  mark: string;
}

interface Start {
  part: string;
  given: Values;
  fields: readonly FieldDeclaration[];
}

const first_field = '[data-row="new"] :is(input, select)';
const made_way = (row: NewRow) => ({ ...row, mark: row.mark === 'new' ? `new${row.serial}` : row.mark });

function rows_typed(form: string, list: string, part: string, inline: boolean): readonly NewRow[] {
  const marks = new_rows_of(form, list, part).map((entry) => entry.mark);
  const earlier = marks
    .filter((mark) => mark !== 'new')
    .map((mark) => ({ serial: Number(mark.slice('new'.length)), mark }))
    .sort((a, b) => a.serial - b.serial);
  const next = { serial: (earlier.at(-1)?.serial ?? -1) + 1, mark: 'new' };
  return inline || marks.includes('new') ? [...earlier, next] : earlier;
}

export function useNewRows(
  box: RefObject<HTMLElement | null>,
  form: string,
  list: string,
  { part, given, fields }: Start,
  inline: boolean,
) {
  const entry_of = (mark: string) => row_entry(form, list, mark, { part, given, base: given, fields });
  const [rows, set_rows] = useState(() => rows_typed(form, list, part, inline));
  const add = () => {
    const last = rows.find((row) => row.mark === 'new');
    const focus = () => box.current?.querySelector<HTMLElement>(first_field)?.focus();
    if (last && !entry_of('new').draft.changed) return focus();
    if (last) rename_row(entry_of('new'), `new${last.serial}`);
    const serial = Math.max(-1, ...rows.map((row) => row.serial)) + 1;
    // Within the same key press: the cursor has moved before the next key arrives.
    flushSync(() => set_rows((old) => [...old.map(made_way), { serial, mark: 'new' }]));
    focus();
  };
  const created = ({ serial }: NewRow, stored: Row) => {
    const here = (document.activeElement as HTMLElement | null)?.dataset.field;
    const mark = rows.find((row) => row.serial === serial)?.mark ?? 'new';
    const field = here?.startsWith(`${list}-${mark}-`) ? here.slice(`${list}-${mark}-`.length) : undefined;
    forget_row(entry_of(mark));
    set_rows((old) => {
      const rest = old.filter((row) => row.serial !== serial);
      return inline && !rest.some((row) => row.mark === 'new') ? [...rest, { serial: serial + 1, mark: 'new' }] : rest;
    });
    if (field)
      window.setTimeout(
        () => document.querySelector<HTMLElement>(`[data-field="${list}-${stored.id}-${field}"]`)?.focus(),
        0,
      );
  };
  return { rows, add, created, entry_of };
}
