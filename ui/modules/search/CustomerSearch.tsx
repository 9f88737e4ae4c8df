// The customer search with every criterion (Kunden - Suchen, J-011, J-012). What is asked stands in the address; Enter
// searches and goes to the first hit, Enter there opens it, Alt+R comes back to the form.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { CustomerRow, SearchHit } from '../../api/types.ts';
import { ColumnChoice } from '../../parts/grid/ColumnChoice.tsx';
import type { GridHandle } from '../../parts/grid/Grid.tsx';
import { useView } from '../../parts/grid/useView.ts';
import { ColumnTools, ToolButton } from '../../parts/ToolButton.tsx';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useText } from '../../shell/language.tsx';
import { useMay, useSettings } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { useCustomerMenu } from '../customers/useCustomerMenu.ts';
import { useImportedHistoryKey } from '../customers/useImportedHistory.ts';
import { tidy_question, type Question } from './criteria.ts';
import { ResultList, useResultColumns } from './ResultList.tsx';
import { SearchForm } from './SearchForm.tsx';
import { SearchTabs } from './SearchTabs.tsx';
import { useFormSearch, type FormFound } from './useFormSearch.ts';

function useAddressedSearch() {
  const navigate = useNavigate();
  const { hidden, ...asked } = useSearch({ from: '/search' });
  const [typed, set_typed] = useState<Question>(() => tidy_question(asked as Question));
  const { found, refused, search, forget } = useFormSearch();
  const go = async (question: Question, with_hidden: boolean | undefined) => {
    void navigate({ to: '/search', search: { ...tidy_question(question), hidden: with_hidden }, replace: true });
    return search(question, with_hidden);
  };
  useEffect(() => {
    if (Object.keys(tidy_question(typed)).length) void search(typed, hidden);
  }, []); // what a copied address asks for
  return {
    typed,
    hidden,
    found,
    refused,
    type: (name: string, text: string) => set_typed((old) => ({ ...old, [name]: text })),
    show_hidden: (yes: boolean) => void go(typed, yes || undefined),
    search: () => go(typed, hidden),
    clear: () => {
      set_typed({});
      forget();
      void navigate({ to: '/search', search: {}, replace: true });
    },
  };
}

/// Which hit is marked, and what can be done with it.
function useHits(found: FormFound | undefined) {
  const menu = useCustomerMenu();
  const [marked, mark] = useState<number>();
  useImportedHistoryKey(found && marked);
  const on_active = (row: CustomerRow | undefined) => mark(row ? Number(row.number) : undefined);
  return { marked, menu, on_active };
}

function Count({ found }: { found?: FormFound }) {
  const t = useText();
  const count = found?.hits.length ?? 0;
  return (
    <output className="quiet number" data-count={found ? count : undefined}>
      {found ? t(found.complete ? 'ui.list.count' : 'ui.form_search.first', { count }) : ''}
    </output>
  );
}

export function CustomerSearch() {
  const t = useText();
  const may = useMay();
  const navigate = useNavigate();
  const { settings } = useSettings();
  const asked = useAddressedSearch();
  const { found, refused } = asked;
  const form = useRef<HTMLFormElement>(null);
  const grid = useRef<GridHandle>(null);
  const columns = useResultColumns();
  const { choice, choose } = useView('search');
  const [choosing, set_choosing] = useState(false);
  const [hidden_columns, set_hidden_columns] = useState(0);
  const { marked, ...of_rows } = useHits(found);
  const to_form = () => form.current?.querySelector<HTMLInputElement>('input')?.select();
  const search = async () => {
    const hits = await asked.search();
    if (hits?.length) window.setTimeout(() => grid.current?.focus(), 0);
  };
  const clear = () => {
    asked.clear();
    to_form();
  };
  const open = (hit: SearchHit) => void navigate({ to: '/customers/$id', params: { id: String(hit.id) } });
  useWindowTitle(t('ui.place.search'));
  useEffect(to_form, []);
  useKeys({ generate: () => void search(), filter: to_form, columns: () => set_choosing(true) });
  return (
    <div className="page">
      <SearchTabs shown="customers" customer={found ? marked : undefined} />
      <div className="page-head">
        <h1>{t('ui.place.search')}</h1>
        <ToolButton primary text={t('ui.form_search.go')} action="generate" on_press={() => void search()} />
        <ToolButton text={t('ui.form_search.clear')} on_press={clear} />
        {may('customers.see_hidden') ? (
          <label className="row">
            <input
              type="checkbox"
              checked={Boolean(asked.hidden)}
              onChange={(event) => asked.show_hidden(event.target.checked)}
            />
            {t('ui.list.hidden')}
          </label>
        ) : null}
        <Count found={found} />
        <span className="grow" />
        <ColumnTools hidden={hidden_columns} on_press={() => set_choosing(true)} />
      </div>
      <SearchForm
        typed={asked.typed}
        type={asked.type}
        refused={refused}
        on_search={() => void search()}
        form={form}
        looks_up
      />
      {refused ? (
        <p className="page-head" role="alert">
          {refused.text}
        </p>
      ) : null}
      {found ? (
        <ResultList
          ref={grid}
          found={found}
          on_open={open}
          {...of_rows}
          on_hidden={set_hidden_columns}
          letters={settings.letters_on}
        />
      ) : null}
      {choosing ? (
        <ColumnChoice columns={columns} choice={choice} on_choose={choose} on_close={() => set_choosing(false)} />
      ) : null}
    </div>
  );
}
