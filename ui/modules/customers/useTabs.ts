// Which tab is shown, and where the focus goes when another one is asked for.
import { useState, type RefObject } from 'react';
import type { FieldDeclaration, Kind } from '../../api/types.ts';
import type { Draft } from '../../forms/draft.ts';
import { rows_entered, type RowEntry } from '../../forms/entries.ts';
import { rows_in, type Lists } from './lists.ts';
import { focus_first_field } from '../../forms/moving.ts';
import { tab_of_field } from './placement.ts';
import { remember_tab, show_holder, tab_ids, tab_of, useTabOfList, type TabId } from './tabs.ts';

interface Options {
  draft: Draft;
  kind: Kind;
  fields: readonly FieldDeclaration[];
  lists?: Lists;
  box: RefObject<HTMLElement | null>;
}

const counts_of = (lists: Lists | undefined): Partial<Record<TabId, number>> =>
  lists
    ? {
        family: rows_in(lists, 'family').length + rows_in(lists, 'passports').length,
        banks: rows_in(lists, 'bank_accounts').length + rows_in(lists, 'cards').length,
        phones: rows_in(lists, 'phones').length,
      }
    : {};

export function useTabs(id: string, { draft, kind, fields, lists, box }: Options) {
  const tab_of_list = useTabOfList();
  const [shown, set_shown] = useState<TabId>(() => tab_of(id));
  const soon = (act: () => void) => window.setTimeout(act, 0);
  const show = (tab: TabId, focus: 'tab' | 'form') => {
    remember_tab(id, tab);
    set_shown(tab);
    soon(() =>
      focus === 'tab' ? document.getElementById(`tab-${tab}`)?.focus() : focus_first_field(box.current ?? document),
    );
  };
  const wrong: Partial<Record<TabId, number>> = {};
  for (const [name] of draft.all_problems()) {
    const field = fields.find((one) => one.name === name);
    if (field) wrong[tab_of_field(field, kind)] = (wrong[tab_of_field(field, kind)] ?? 0) + 1;
  }
  for (const row of rows_entered(id)) {
    const tab = tab_of_list(row.list);
    const count = row.draft.all_problems().size || (row.draft.refusal ? 1 : 0);
    if (tab && count) wrong[tab] = (wrong[tab] ?? 0) + count;
  }
  const go_to_field = (name: string) => {
    const field = fields.find((one) => one.name === name);
    if (field && tab_of_field(field, kind) !== shown) show(tab_of_field(field, kind), 'tab');
    soon(() => document.querySelector<HTMLElement>(`form [data-field="${name}"]`)?.focus());
  };
  /// A row that is being entered, and in it a field or the first.
  const go_to_row = ({ list, mark, given, draft: row }: RowEntry, field: string | undefined) => {
    const holder = given.holder ?? row.value('holder');
    if (typeof holder === 'number') show_holder(id, holder);
    const tab = tab_of_list(list);
    if (tab && tab !== shown) show(tab, 'tab');
    const wanted = field
      ? `[data-field="${list}-${mark}-${field}"]`
      : `[data-list="${list}"][data-row="${mark}"] input`;
    soon(() => document.querySelector<HTMLElement>(wanted)?.focus());
  };
  const keys = Object.fromEntries(tab_ids.map((tab, place) => [`tab_${place + 1}`, () => show(tab, 'form')]));
  return { shown, show, counts: counts_of(lists), wrong, go_to_field, go_to_row, keys };
}
