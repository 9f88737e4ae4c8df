// Booking search (Vorgangssuche) and participant search (Teilnehmersuche): Enter searches and goes to the first hit,
// Enter there opens the booking, Alt+R comes back to the form. What is asked stands in the address.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Column } from '../../parts/grid/columns.ts';
import { Grid, type GridHandle } from '../../parts/grid/Grid.tsx';
import { ColumnChoice } from '../../parts/grid/ColumnChoice.tsx';
import { page_size, type Source } from '../../parts/grid/pages.ts';
import { useView } from '../../parts/grid/useView.ts';
import { show_value } from '../../parts/format.ts';
import { ColumnTools, ToolButton } from '../../parts/ToolButton.tsx';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useSettings } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { LineForm } from './LineForm.tsx';
import {
  line_columns,
  line_value,
  sorted_lines,
  tidy_line_question,
  type LineQuestion,
  type LineRow,
  type LineSearchName,
} from './line_criteria.ts';
import { SearchTabs } from './SearchTabs.tsx';
import { useLineSearch, type LinesFound } from './useLineSearch.ts';

export const BookingSearch = () => <LineSearch key="bookings" name="bookings" />;
export const ParticipantSearch = () => <LineSearch key="participants" name="participants" />;

function useAddressedLines(name: LineSearchName) {
  const navigate = useNavigate();
  const to = `/search/${name}` as const;
  const asked = useSearch({ strict: false }) as Record<string, unknown>;
  const [typed, set_typed] = useState<LineQuestion>(() => tidy_line_question(name, asked));
  const { found, refused, search, forget } = useLineSearch(name);
  useEffect(() => {
    if (Object.keys(typed).length) void search(typed);
  }, []); // what a copied address asks for
  return {
    ...{ typed, found, refused },
    type: (field: string, text: string) => set_typed((old) => ({ ...old, [field]: text })),
    search: () => {
      void navigate({ to, search: tidy_line_question(name, typed), replace: true });
      return search(typed);
    },
    clear: () => {
      set_typed({});
      forget();
      void navigate({ to, search: {}, replace: true });
    },
  };
}

function LineSearch({ name }: { name: LineSearchName }) {
  const t = useText();
  const asked = useAddressedLines(name);
  const { found, refused } = asked;
  const form = useRef<HTMLFormElement>(null);
  const grid = useRef<GridHandle>(null);
  const columns = useLineColumns(name);
  const { choice, choose } = useView(`search-${name}`);
  const [choosing, set_choosing] = useState(false);
  const [hidden_columns, set_hidden_columns] = useState(0);
  const to_form = () => form.current?.querySelector<HTMLInputElement>('input')?.select();
  const search = async () => {
    const rows = await asked.search();
    if (rows?.length) window.setTimeout(() => grid.current?.focus(), 0);
  };
  useWindowTitle(t(`ui.search.of_${name}`));
  useEffect(to_form, [name]);
  useKeys({ generate: () => void search(), filter: to_form, columns: () => set_choosing(true) });
  return (
    <div className="page">
      <SearchTabs shown={name} />
      <div className="page-head">
        <h1>{t(`ui.search.of_${name}`)}</h1>
        <ToolButton primary text={t('ui.form_search.go')} action="generate" on_press={() => void search()} />
        <ToolButton
          text={t('ui.form_search.clear')}
          on_press={() => {
            asked.clear();
            to_form();
          }}
        />
        <output className="quiet number" data-count={found?.rows.length}>
          {found ? t(found.complete ? 'ui.line.count' : 'ui.form_search.first', { count: found.rows.length }) : ''}
        </output>
        <span className="grow" />
        <ColumnTools hidden={hidden_columns} on_press={() => set_choosing(true)} />
      </div>
      <LineForm {...{ name, form, refused }} typed={asked.typed} type={asked.type} on_search={() => void search()} />
      {refused ? (
        <p className="page-head" role="alert">
          {refused.text}
        </p>
      ) : null}
      {found ? <Lines ref={grid} {...{ name, found, columns, choice }} on_hidden={set_hidden_columns} /> : null}
      {choosing ? (
        <ColumnChoice columns={columns} choice={choice} on_choose={choose} on_close={() => set_choosing(false)} />
      ) : null}
    </div>
  );
}

function useLineColumns(name: LineSearchName): Column[] {
  const word = useWord();
  return useMemo(
    () =>
      line_columns[name].map((column, at) => ({
        ...column,
        caption: word(`ui.line.${column.name}`, column.name),
        priority: at + 1,
        sortable: true,
      })),
    [name, word],
  );
}

interface LinesProps {
  ref: React.Ref<GridHandle>;
  name: LineSearchName;
  found: LinesFound;
  columns: Column[];
  choice: readonly string[] | null;
  on_hidden: (count: number) => void;
}

/// Sorted on the spot: there are two hundred rows at most.
function useSortedLines({ found, columns }: LinesProps) {
  const [sort, set_sort] = useState<{ column: string; direction: 'asc' | 'desc' }>({ column: '', direction: 'asc' });
  const rows = useMemo(() => {
    const kind = columns.find((column) => column.name === sort.column)?.kind;
    return sort.column ? sorted_lines(found.rows, sort.column, sort.direction === 'desc', kind) : found.rows;
  }, [found, sort, columns]);
  const source = useMemo<Source<LineRow>>(
    () => ({
      key: JSON.stringify([found.question, sort, rows.length]),
      rows: rows.length,
      page: (page) => Promise.resolve(rows.slice(page * page_size, (page + 1) * page_size)),
    }),
    [found.question, sort, rows],
  );
  const change = (column: string) =>
    set_sort((old) => ({ column, direction: old.column === column && old.direction === 'asc' ? 'desc' : 'asc' }));
  return { rows, source, sorting: { ...sort, change } };
}

const is_gone = (row: LineRow) => (row.state === 'cancelled' ? ('blocked' as const) : undefined);

function Lines(props: LinesProps) {
  const { ref, name, columns, choice, on_hidden } = props;
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const navigate = useNavigate();
  const { settings } = useSettings();
  const { rows, source, sorting } = useSortedLines(props);
  const how = { language, yes: t('ui.yes'), no: t('ui.no') };
  const cell = (row: LineRow, column: Column) => {
    const value = line_value(row, column.name);
    const is_code = column.name === 'kind' || column.name === 'state';
    return is_code
      ? word(`ui.booking.${column.name}.${value}`, String(value ?? ''))
      : show_value(value, column.kind, how);
  };
  const open = (row: LineRow) =>
    void navigate({
      to: '/bookings/$number',
      params: { number: String(name === 'bookings' ? row.number : row.booking) },
    });
  return (
    <Grid<LineRow>
      ref={ref}
      caption={t(`ui.search.of_${name}`)}
      {...{ columns, choice, source, cell, sorting, on_hidden }}
      letters={settings.letters_on}
      first_page={rows.slice(0, page_size)}
      tone={is_gone}
      on_open={open}
      empty={<p>{t(`ui.line.none_${name}`)}</p>}
    />
  );
}
