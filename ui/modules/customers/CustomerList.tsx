// The list of all customers (Suchliste): a million rows, typing on it jumps, the filter narrows, Enter opens.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CustomerRow } from '../../api/types.ts';
import { ColumnChoice } from '../../parts/grid/ColumnChoice.tsx';
import type { Column } from '../../parts/grid/columns.ts';
import { GoTo } from '../../parts/grid/GoTo.tsx';
import { Grid, type GridHandle } from '../../parts/grid/Grid.tsx';
import type { Source } from '../../parts/grid/pages.ts';
import { useView } from '../../parts/grid/useView.ts';
import { show_value } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { shortcuts_of } from '../../shell/keys.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useMay, useSession, useSettings } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { list_count, list_page, place_of, type ListQuestion } from './list_source.ts';
import styles from './CustomerList.module.css';

const shape: readonly [string, number, number, string?][] = [
  ['matchcode', 1, 170],
  ['name', 2, 150],
  ['first_name', 3, 110],
  ['number', 4, 118, 'integer'],
  ['street', 7, 150],
  ['postcode', 5, 72],
  ['town', 6, 120],
  ['phone', 8, 130],
  ['email', 9, 190],
  ['kind', 10, 96],
  ['category', 12, 96],
  ['code1', 11, 96],
  ['last_purchase_on', 13, 110, 'date'],
  ['country', 14, 60],
  ['changed_at', 15, 132, 'instant'],
];
const sortable = ['name', 'number', 'changed_at', 'created_at'];

interface Shown {
  question: ListQuestion;
  rows: number;
  exact: boolean;
  first: CustomerRow[];
}

export function CustomerList() {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const navigate = useNavigate();
  const { house } = useSession();
  const may = useMay();
  const { settings } = useSettings();
  const search = useSearch({ from: '/customers' });
  const grid = useRef<GridHandle>(null);
  const filter_box = useRef<HTMLInputElement>(null);
  const [text, set_text] = useState(search.filter ?? '');
  const [layer, set_layer] = useState<'columns' | 'go_to'>();
  const [hidden, set_hidden] = useState(0);
  const { choice, choose } = useView('customers');
  const question: ListQuestion = useMemo(
    () => ({
      filter: search.filter ?? '',
      order: search.order ?? 'name',
      direction: search.direction ?? 'asc',
      hidden: Boolean(search.hidden),
    }),
    [search.filter, search.order, search.direction, search.hidden],
  );
  const { shown, failed, retry } = useShown(question);

  const columns = useMemo<Column[]>(
    () =>
      shape.map(([name, priority, width, kind]) => ({
        name,
        priority,
        width,
        kind,
        sortable: sortable.includes(name),
        caption: word(`customer.${name}`, word(`ui.column.${name}`, name)),
      })),
    [word],
  );

  const put = useCallback(
    (part: Partial<typeof search>) => {
      void navigate({ to: '/customers', search: (old) => ({ ...old, ...part }), replace: true });
    },
    [navigate],
  );
  const type = (value: string) => {
    set_text(value);
    put({ filter: value || undefined, row: undefined });
  };
  const on_sort = (column: string) =>
    put({
      order: column === 'name' ? undefined : column,
      row: undefined,
      direction: question.order === column && question.direction === 'asc' ? 'desc' : undefined,
    });
  const find = useCallback(
    (wanted: string) =>
      question.order === 'name' && question.direction === 'asc'
        ? place_of(question, wanted)
        : Promise.resolve(undefined),
    [question],
  );
  const timer = useRef(0);
  const remember_row = useCallback(
    (_row: CustomerRow | undefined, index: number) => {
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => {
        if (location.pathname === '/customers') put({ row: index || undefined });
      }, 600);
    },
    [put],
  );
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const open = useCallback(
    (row: CustomerRow) => void navigate({ to: '/customers/$id', params: { id: String(row.id) } }),
    [navigate],
  );
  const cell = useCallback(
    (row: CustomerRow, column: Column) => {
      if (column.name === 'name') {
        const name = [row.name_prefix, row.name].filter(Boolean).join(' ');
        return row.booking_block ? (
          <>
            <Icon name="warn" size={14} /> {name} ({t('ui.blocked')})
          </>
        ) : (
          name
        );
      }
      if (column.name === 'street')
        return [row.street, row.house_number, row.house_number_suffix].filter(Boolean).join(' ');
      if (column.name === 'kind') return t(`ui.kind.${row.kind as 'private'}`);
      return show_value(row[column.name], column.kind, {
        language,
        zone: house?.time_zone,
        yes: t('ui.yes'),
        no: t('ui.no'),
      });
    },
    [language, house, t],
  );
  const tone = useCallback((row: CustomerRow) => (row.booking_block ? ('blocked' as const) : undefined), []);

  useKeys({
    columns: () => set_layer('columns'),
    go_to: () => set_layer('go_to'),
    filter: () => {
      filter_box.current?.focus();
      filter_box.current?.select();
    },
  });
  useEffect(() => {
    document.title = `${t('ui.place.customers')} – Kartei`;
  }, [t]);
  const ready = shown !== undefined;
  useEffect(() => {
    if (ready && document.activeElement !== filter_box.current) grid.current?.focus();
  }, [ready]);

  const source = useMemo<Source<CustomerRow>>(
    () => ({
      key: shown ? JSON.stringify(shown.question) : '',
      rows: shown?.rows ?? 0,
      page: (page, signal) => list_page(shown!.question, page, signal),
    }),
    [shown],
  );

  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('ui.place.customers')}</h1>
        <div className={styles.filter} data-area="filter">
          <input
            ref={filter_box}
            type="text"
            value={text}
            aria-label={t('ui.list.filter')}
            placeholder={t('ui.list.filter')}
            aria-keyshortcuts={shortcuts_of('filter')}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => type(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' || event.key === 'Enter') {
                event.preventDefault();
                grid.current?.focus();
              }
              if (event.key === 'Escape' && text) {
                event.stopPropagation();
                type('');
              }
            }}
          />
        </div>
        {may('customers.see_hidden') ? (
          <label className="row">
            <input
              type="checkbox"
              checked={Boolean(search.hidden)}
              onChange={(event) => put({ hidden: event.target.checked || undefined, row: undefined })}
            />
            {t('ui.list.hidden')}
          </label>
        ) : null}
        <output className="quiet number" data-count={shown?.rows} data-exact={shown?.exact || undefined}>
          {shown ? t(shown.exact ? 'ui.list.count' : 'ui.list.at_least', { count: shown.rows }) : ''}
        </output>
        <span className="grow" />
        {hidden ? (
          <button type="button" className="chip accent button quiet" onClick={() => set_layer('columns')}>
            {t('ui.columns.hidden', { count: hidden })}
          </button>
        ) : null}
        <button
          type="button"
          className="button"
          onClick={() => set_layer('columns')}
          aria-keyshortcuts={shortcuts_of('columns')}
        >
          <Icon name="columns" />
          {t('ui.columns')} <kbd>Alt+C</kbd>
        </button>
      </div>
      {failed ? (
        <div className="page-head" role="alert">
          {failed}{' '}
          <button type="button" className="button" onClick={retry}>
            {t('ui.retry')}
          </button>
        </div>
      ) : null}
      {shown ? (
        <Grid
          ref={grid}
          caption={t('ui.place.customers')}
          columns={columns}
          choice={choice}
          source={source}
          first_page={shown.first}
          cell={cell}
          tone={tone}
          on_open={open}
          on_active={remember_row}
          find={find}
          letters={settings.letters_on}
          on_hidden={set_hidden}
          start_at={search.row}
          sorting={{ column: shown.question.order, direction: shown.question.direction, change: on_sort }}
          empty={
            text ? (
              <Nothing
                text={text}
                on_clear={() => {
                  type('');
                  filter_box.current?.focus();
                }}
              />
            ) : (
              <NoCustomers />
            )
          }
        />
      ) : (
        <div className="grow" />
      )}
      {layer === 'columns' ? (
        <ColumnChoice columns={columns} choice={choice} on_choose={choose} on_close={() => set_layer(undefined)} />
      ) : null}
      {layer === 'go_to' ? (
        <GoTo
          rows={shown?.rows ?? 0}
          by_text={t('ui.go_to.matchcode')}
          find={find}
          on_go={(row) => {
            grid.current?.go_to(row);
            grid.current?.focus();
          }}
          on_close={() => set_layer(undefined)}
        />
      ) : null}
    </div>
  );
}

/// The old list stays on the screen until the first page of the new one is there; late answers to older questions are dropped.
function useShown(question: ListQuestion) {
  const t = useText();
  const [shown, show] = useState<Shown>();
  const [failed, fail] = useState<string>();
  const [again, set_again] = useState(0);
  useEffect(() => {
    const request = new AbortController();
    const count = list_count(question, request.signal);
    count.catch(() => {});
    list_page(question, 0, request.signal).then(
      (first) => {
        if (request.signal.aborted) return;
        fail(undefined);
        const all = first.length < 100;
        show({ question, rows: first.length, exact: all, first });
        if (!all)
          void count.then(
            (rows) => {
              if (!request.signal.aborted) show({ question, rows, exact: true, first });
            },
            () => {},
          );
      },
      (reason: Error) => {
        if (!request.signal.aborted) fail(reason.message || t('ui.unreachable'));
      },
    );
    return () => request.abort();
  }, [question, again, t]);
  return { shown, failed, retry: () => set_again((n) => n + 1) };
}

function Nothing({ text, on_clear }: { text: string; on_clear: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  return (
    <div className="stack">
      <p>{t('ui.list.none', { text })}</p>
      <p className="row">
        <button
          type="button"
          className="button primary"
          onClick={() =>
            void navigate({ to: '/customers/new/$kind', params: { kind: 'private' }, search: { name: text } })
          }
        >
          {t('ui.search.create', { name: text })}
        </button>
        <button type="button" className="button" onClick={on_clear}>
          {t('ui.list.clear_filter')}
        </button>
      </p>
    </div>
  );
}

function NoCustomers() {
  const t = useText();
  return <p>{t('ui.list.empty')}</p>;
}
