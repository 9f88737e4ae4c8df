// What a line asks for, found by typing its caption or its name: Enter and Tab take the first that fits.
import { useMemo, useState, type KeyboardEvent } from 'react';
import { fold } from '../../parts/fold.ts';
import { Lookup } from '../../parts/Lookup.tsx';
import { useText } from '../../shell/language.tsx';
import { useBuilding, useMatter } from './context.ts';
import { entries_of, entry_id, type Entry } from './criteria.ts';
import type { Line } from './document.ts';
import { focus_part } from './focus.ts';
import { change_line } from './tree.ts';

/// All words of the house for its criteria.
export function useEntries(): readonly Entry[] {
  const t = useText();
  const { criteria } = useBuilding();
  const matter = useMatter();
  return useMemo(
    () =>
      entries_of(criteria, matter, {
        status: t('ui.selections.sort.status'),
        list: t('ui.selections.sort.list'),
        link: (name) => t('ui.selections.sort.link', { name }),
        linked_by: (name) => t('ui.selections.sort.linked_by', { name }),
        label: t('ui.selections.sort.label'),
        permission: t('ui.selections.sort.permission'),
        selection: t('ui.selections.sort.selection'),
        changed: t('ui.selections.sort.changed'),
        fact: t('ui.selections.sort.fact'),
      }),
    [t, criteria, matter],
  );
}

/// Those that begin with what was typed before those that only hold it.
export function best_of(entries: readonly Entry[], typed: string): Entry | undefined {
  const wanted = fold(typed.trim());
  if (!wanted) return undefined;
  const words = (entry: Entry) => fold(`${entry.label} ${entry.hint ?? ''}`);
  return (
    entries.find((entry) => fold(entry.label) === wanted)
    ?? entries.find((entry) => fold(entry.label).startsWith(wanted))
    ?? entries.find((entry) => words(entry).includes(wanted))
  );
}

export function CriterionPicker({ line, problem }: { line: Line; problem?: string }) {
  const t = useText();
  const { criteria, change } = useBuilding();
  const entries = useEntries();
  const [typed, set_typed] = useState<string>();
  const id = entry_id(line.criterion, criteria);
  const chosen = entries.find((entry) => entry.id === id)?.label ?? '';
  const pick = (entry: Entry | undefined) => {
    if (!entry) return set_typed(undefined);
    focus_part(line.id, 'body', () => {
      set_typed(undefined);
      if (entry.id === id) return;
      change((selection) =>
        change_line(selection, line.id, ({ where: _, ...one }) => ({ ...one, criterion: entry.criterion })),
      );
    });
  };
  const on_key = (event: KeyboardEvent) => {
    const takes = (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && !event.altKey && !event.ctrlKey;
    const is_marked = (event.target as HTMLElement).getAttribute('aria-activedescendant');
    if (!takes || typed === undefined || is_marked) return;
    const best = best_of(entries, typed);
    if (!best) return;
    event.preventDefault();
    event.stopPropagation();
    pick(best);
  };
  return (
    <div data-part="picker" onKeyDownCapture={on_key}>
      <Lookup
        name={`s${line.id}-what`}
        label={t('ui.selections.what')}
        value={typed ?? chosen}
        items={entries}
        problem={problem}
        on_type={set_typed}
        on_pick={(picked) => pick(entries.find((entry) => entry.id === picked))}
        on_leave={() => set_typed(undefined)}
      />
    </div>
  );
}
