// The screen of a list: title, filter, tools, table, totals, and the layers over it (choice of columns, export, go to a
// row), with their keys. Every list of the program stands on it; what is in the list comes from outside.
import { useContext, useRef, useState, type ReactNode, type RefObject } from 'react';
import { address } from '../api/client.ts';
import type { OwnKey } from '../compiled/keys.ts';
import { useText } from '../shell/language.tsx';
import { useMay, useSettings } from '../shell/session.tsx';
import { show_toast } from '../shell/toasts.ts';
import { useKeys } from '../shell/useKeys.ts';
import { words_of } from '../shell/words_of.ts';
import { Arriving } from '../parts/Arriving.tsx';
import { ColumnChoice } from '../parts/grid/ColumnChoice.tsx';
import type { Column } from '../parts/grid/columns.ts';
import { GoTo } from '../parts/grid/GoTo.tsx';
import { Grid, type GridHandle, type GridProps } from '../parts/grid/Grid.tsx';
import { useView } from '../parts/grid/useView.ts';
import { ColumnTools, ToolButton } from '../parts/ToolButton.tsx';
import { useWindowTitle } from '../parts/useWindowTitle.ts';
import { ExportDialog } from './ExportDialog.tsx';
import { SaveList, type SaveListProps } from './save_list.ts';
import { ListAction, type ListActionProps } from './list_action.ts';
import styles from './ListScreen.module.css';

/// A run of the report that stands behind the list: made already, or when somebody wants it exported or printed.
export type RunOfList = () => Promise<number | string>;

/// Ways to print beside the table of what is shown: query of the printed page by the button's words.
export interface PrintWay {
  text: string;
  query: Record<string, string>;
}

type GridPart<Row> = Omit<GridProps<Row>, 'caption' | 'choice' | 'letters' | 'on_hidden' | 'on_shown' | 'sizing'>;

interface Props<Row> {
  title: string;
  /// Under which the user's columns and widths are kept.
  view: string;
  /// Beside the title.
  head?: ReactNode;
  /// Below the title: the form that asks.
  filter?: ReactNode;
  /// Undefined: there is no list yet, `start` stands in its place.
  list?: GridPart<Row>;
  start?: ReactNode;
  /// Between the filter and the table.
  above?: ReactNode;
  /// Beside the table; with `halves` as wide as it, and on narrow screens below it.
  beside?: ReactNode;
  halves?: boolean;
  /// Below the table.
  below?: ReactNode;
  totals?: ReactNode;
  failed?: unknown;
  on_retry?: () => void;
  grid?: RefObject<GridHandle | null>;
  on_generate?: () => void;
  on_filter?: () => void;
  /// What may become of the list.
  run?: RunOfList;
  /// Its rows are customers, with whom something can be done.
  of_customers?: boolean;
  may_export?: boolean;
  may_print?: boolean;
  print_ways?: readonly PrintWay[];
  go_to_text?: string;
}

type Layer = 'columns' | 'export' | 'go_to' | 'everybody' | 'keep';

function Failed({ reason, retry }: { reason: unknown; retry?: () => void }) {
  const t = useText();
  return (
    <div className={styles.refusal} role="alert">
      {words_of(reason, t)} {retry ? <ToolButton text={t('ui.retry')} on_press={retry} /> : null}
    </div>
  );
}

/// Opens the printed page of a run in a window of its own.
function usePrinting(run: RunOfList | undefined, shown: readonly Column[]) {
  const t = useText();
  return async (query: Record<string, string> = {}) => {
    const page = window.open('', '_blank');
    if (page) page.opener = null; // opened at once: a window that opens after an answer would be blocked
    try {
      const id = await run!();
      const columns = Object.keys(query).length ? {} : { column: shown.map(({ name }) => name) };
      const to = address(`/reports/runs/${id}/print`, { ...query, ...columns });
      if (page) page.location.href = to;
    } catch (reason) {
      page?.close();
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    }
  };
}

function Tools({
  hidden,
  on_layer,
  print,
  print_ways,
  may_export,
  everybody,
  keep,
}: {
  hidden: number;
  on_layer: (layer: Layer) => void;
  print?: (query?: Record<string, string>) => void;
  print_ways?: readonly PrintWay[];
  may_export: boolean;
  /// Words of what can be done with everybody in the list.
  everybody?: OwnKey;
  /// Words of keeping the list.
  keep?: OwnKey;
}) {
  const t = useText();
  const ways = print_ways?.length ? print_ways : [{ text: t('ui.result.print'), query: {} }];
  return (
    <>
      <ColumnTools hidden={hidden} on_press={() => on_layer('columns')} />
      {print
        ? ways.map((way, place) => (
            <ToolButton
              key={way.text}
              text={way.text}
              icon="print"
              action={place ? undefined : 'print'}
              on_press={() => print(way.query)}
            />
          ))
        : null}
      {everybody ? <ToolButton text={t(everybody)} action="everybody" on_press={() => on_layer('everybody')} /> : null}
      {keep ? <ToolButton text={t(keep)} action="save_list" on_press={() => on_layer('keep')} /> : null}
      {may_export ? (
        <ToolButton text={t('ui.export')} icon="download" action="export" on_press={() => on_layer('export')} />
      ) : null}
    </>
  );
}

/// What can be done with everybody in the list, if there is something and the user may.
function useEverybody(is_of_customers: boolean) {
  const action = useContext(ListAction);
  const may = useMay();
  return is_of_customers && action && may(action.right) ? action : undefined;
}

/// Keeping the list, if the program knows how and the user may.
function useKeeping(has_run: boolean) {
  const keep = useContext(SaveList);
  const may = useMay();
  return has_run && keep && may(keep.right) ? keep : undefined;
}

function Keep(props: SaveListProps) {
  const keep = useContext(SaveList);
  return keep ? (
    <Arriving>
      <keep.Dialog {...props} />
    </Arriving>
  ) : null;
}

function Everybody(props: ListActionProps) {
  const action = useContext(ListAction);
  return action ? (
    <Arriving>
      <action.Dialog {...props} />
    </Arriving>
  ) : null;
}

interface LayersProps<Row> {
  list: GridPart<Row>;
  run?: RunOfList;
  layer?: Layer;
  shown: readonly Column[];
  choice: readonly string[] | null;
  choose: (columns: string[] | null) => void;
  go: (row: number) => void;
  close: () => void;
  go_to_text?: string;
}

/// What lies over the list: one at a time.
function Layers<Row>({ list, run, layer, shown, choice, choose, go, close, go_to_text }: LayersProps<Row>) {
  const names = shown.map(({ name }) => name);
  if (layer === 'columns')
    return <ColumnChoice columns={list.columns} choice={choice} on_choose={choose} on_close={close} />;
  if (layer === 'go_to')
    return <GoTo rows={list.source.rows} by_text={go_to_text} find={list.find} on_go={go} on_close={close} />;
  if (!run) return null;
  if (layer === 'export') return <ExportDialog run={run} all={list.columns.length} shown={names} on_close={close} />;
  if (layer === 'keep') return <Keep run={run} columns={names} on_close={close} />;
  return layer === 'everybody' ? <Everybody run={run} on_close={close} /> : null;
}

export function ListScreen<Row>(props: Props<Row>) {
  const { title, list, run, print_ways } = props;
  const { settings } = useSettings();
  const { choice, choose, sizing } = useView(props.view);
  const own_grid = useRef<GridHandle>(null);
  const grid = props.grid ?? own_grid;
  const [layer, set_layer] = useState<Layer>();
  const [hidden, set_hidden] = useState(0);
  const [shown, set_shown] = useState<readonly Column[]>([]);
  const printing = usePrinting(run, shown);
  const may_print = Boolean(list && run && props.may_print);
  const may_export = Boolean(list && run && props.may_export);
  const everybody = useEverybody(Boolean(list && run && props.of_customers));
  const keep = useKeeping(Boolean(list && run));
  const close = () => set_layer(undefined);
  const go = (row: number) => {
    grid.current?.go_to(row);
    grid.current?.focus();
  };
  useKeys({
    generate: props.on_generate,
    filter: props.on_filter,
    columns: list && (() => set_layer('columns')),
    go_to: list && (() => set_layer('go_to')),
    export: may_export ? () => set_layer('export') : undefined,
    print: may_print ? () => void printing(print_ways?.[0]?.query) : undefined,
    everybody: everybody ? () => set_layer('everybody') : undefined,
    save_list: keep ? () => set_layer('keep') : undefined,
  });
  useWindowTitle(title);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{title}</h1>
        {props.head}
        <span className="grow" />
        {list ? (
          <Tools
            {...{ hidden, may_export, print_ways }}
            on_layer={set_layer}
            everybody={everybody?.text}
            keep={keep?.text}
            print={may_print ? (query) => void printing(query) : undefined}
          />
        ) : null}
      </div>
      {props.filter ? <div className={styles.filter}>{props.filter}</div> : null}
      {props.failed ? <Failed reason={props.failed} retry={props.on_retry} /> : null}
      {props.above}
      {list ? (
        <div className={props.halves ? styles.halves : styles.beside}>
          <Grid
            ref={grid}
            {...list}
            caption={title}
            {...{ choice, sizing }}
            on_hidden={set_hidden}
            on_shown={set_shown}
            letters={settings.letters_on}
          />
          {props.beside}
        </div>
      ) : (
        props.start
      )}
      {props.totals}
      {props.below}
      {list ? (
        <Layers {...{ list, run, layer, shown, choice, choose, go, close }} go_to_text={props.go_to_text} />
      ) : null}
    </div>
  );
}
