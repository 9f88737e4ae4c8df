// Rows that are not stored yet: one to be entered, and those before it that are just being saved. What is typed next
// lands in the next row, however slow the saving is.
import { useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { ListName, Row } from './lists.ts';
import { forget_row, is_entered, rename_row, row_key } from './row_drafts.ts';

export interface NewRow {
  serial: number;
  /// The end of its draft's key and of its fields' names: "new" for the one to be entered.
  mark: string;
}

const first_field = '[data-row="new"] :is(input, select)';
const made_way = (row: NewRow) => ({ ...row, mark: row.mark === 'new' ? `new${row.serial}` : row.mark });

export function useNewRows(
  box: RefObject<HTMLElement | null>,
  customer: number,
  list: ListName,
  part: string,
  inline: boolean,
) {
  const key = (mark: string) => row_key(customer, `${list}${part}`, mark);
  const [rows, set_rows] = useState<readonly NewRow[]>(() =>
    inline || is_entered(key('new')) ? [{ serial: 0, mark: 'new' }] : [],
  );
  const add = () => {
    const last = rows.at(-1);
    const focus = () => box.current?.querySelector<HTMLElement>(first_field)?.focus();
    if (last && !is_entered(key('new'))) return focus();
    const serial = (last?.serial ?? 0) + 1;
    if (last) rename_row(key('new'), key(`new${last.serial}`));
    // Within the same key press: the cursor has moved before the next key arrives.
    flushSync(() => set_rows((old) => [...old.map(made_way), { serial, mark: 'new' }]));
    focus();
  };
  const created = ({ serial, mark }: NewRow, stored: Row) => {
    forget_row(key(mark));
    const here = (document.activeElement as HTMLElement | null)?.dataset.field;
    const field = here?.startsWith(`${list}-${mark}-`) ? here.slice(`${list}-${mark}-`.length) : undefined;
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
  return { rows, add, created, key };
}
