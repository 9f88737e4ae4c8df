// Mahnlauf: who is to be reminded of what; the run, what is taken out of it, its letters; earlier runs.
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { address } from '../../api/client.ts';
import { ListScreen } from '../../lists/ListScreen.tsx';
import type { Column } from '../../parts/grid/columns.ts';
import type { Source } from '../../parts/grid/pages.ts';
import { ChoiceField, DateField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { RunProgress } from '../../shell/RunJob.tsx';
import { show_date, show_money } from '../../parts/format.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useToday } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { remember_change } from '../../shell/undo.ts';
import { useKeys } from '../../shell/useKeys.ts';
import { useDoing, useWhole } from './lists.ts';
import {
  load_dunning_run,
  post,
  useDunningPreview,
  useDunningRun,
  useDunningRuns,
  type DunningPreview,
  type DunningRun,
  type Reminder,
} from './requests.ts';
import { useRun } from './useRun.ts';

function useColumns(): Column[] {
  const t = useText();
  return useMemo(
    () => [
      { name: 'customer', caption: t('ui.debits.customer'), priority: 1, width: 180 },
      { name: 'number', caption: t('ui.dunning.number'), priority: 2, width: 100 },
      { name: 'level', caption: t('ui.dunning.level'), priority: 3, width: 70, kind: 'integer' },
      { name: 'amount', caption: t('ui.debits.amount'), priority: 4, width: 100, kind: 'money' },
      { name: 'fee', caption: t('ui.dunning.fee'), priority: 5, width: 80, kind: 'money' },
      { name: 'days_late', caption: t('ui.dunning.days_late'), priority: 6, width: 80, kind: 'integer' },
      { name: 'due_from', caption: t('ui.debits.due_on'), priority: 7, width: 100 },
      { name: 'note', caption: t('ui.debits.state'), priority: 2, width: 180 },
    ],
    [t],
  );
}

function useCell() {
  const t = useText();
  const language = useLanguage();
  return (item: Reminder, { name }: Column) => {
    if (name === 'customer') return `${item.customer.name} ${item.customer.number ?? ''}`;
    if (name === 'number') return item.booking ?? item.order ?? '';
    if (name === 'amount') return show_money(item.amount, language);
    if (name === 'fee') return show_money(item.fee, language);
    if (name === 'due_from') return show_date(item.due_from, language);
    if (name === 'note') return item.problem ?? (item.taken_out ? t('ui.dunning.taken_out') : '');
    return name === 'level' ? item.level : item.days_late;
  };
}

/// What is done with a run, or with the preview while there is none.
function useRunActions(run: DunningRun | undefined, on: string, show: (run: number) => void) {
  const t = useText();
  const { act, refusal } = useDoing();
  const making = useRun<{ run: number; letters: number; change_event: number }>((made) => {
    show_toast({ text: t('ui.dunning.made', { count: made.letters }) });
    remember_change(made.change_event);
    show(made.run);
  });
  const printing = useRun<unknown>(() => show_toast({ text: t('ui.dunning.printed') }));
  const take_out = (item: Reminder) =>
    act(
      (once) =>
        post<DunningRun>(
          `/dunning-runs/${run?.id}/takeouts`,
          { position: item.position, taken_out: !item.taken_out },
          once,
        ),
      () => undefined,
    );
  return {
    make: () => void making.start('/dunning-runs', { on }),
    print: () => printing.start(`/dunning-runs/${run?.id}/letters`),
    take_out,
    running: making.running ?? printing.running,
    stop: making.stop ?? printing.stop,
    refusal: refusal ?? making.refusal ?? printing.refusal,
  };
}

/// Who is late: at once, or of very many by a job that is asked for.
function useLook(on: string, data: DunningPreview | undefined) {
  const [found, set_found] = useState<DunningPreview>();
  const { start, stop, running, refusal } = useRun<DunningPreview>(set_found);
  const preview = data?.as_job ? (found?.on === on ? found : undefined) : data;
  const ask = data?.as_job && !preview ? () => void start('/dunning-runs/previews', { on }) : undefined;
  return { preview, ask, stop, running, refusal };
}

/// Whom a run reminds, page by page.
function useReminded(run: DunningRun | undefined, updated: number): Source<Reminder> {
  return useMemo(
    () => ({
      // What was taken out is asked for anew.
      key: `dunning run ${run?.id} ${updated}`,
      rows: run?.count ?? 0,
      page: async (page, signal) => (run ? ((await load_dunning_run(run.id, page, signal)).letters ?? []) : []),
    }),
    [run, updated],
  );
}

/// As many letters as are looked at in one request.
const most_to_see = 2000;

/// Once the letters are out there is no way back, so it is asked.
function PrintDialog({ print, on_close }: { print: () => Promise<unknown>; on_close: () => void }) {
  const t = useText();
  return (
    <FormDialog
      go_first
      title={t('ui.dunning.print')}
      go={t('ui.dunning.print')}
      on_close={on_close}
      on_send={() => print().then(on_close)}
    >
      <p>{t('ui.dunning.print_help')}</p>
    </FormDialog>
  );
}

function Question(props: {
  on: string;
  ask: (on: string) => void;
  runs: readonly DunningRun[];
  shown?: number;
  show: (run: number | undefined) => void;
}) {
  const t = useText();
  const today = useToday();
  const language = useLanguage();
  const words = (run: DunningRun) =>
    t(run.printed_at ? 'ui.dunning.run_printed' : 'ui.dunning.run_waiting', { date: show_date(run.on, language) });
  return (
    <div className="row">
      {props.shown === undefined ? (
        <DateField name="on" label={t('ui.dunning.on')} value={props.on} language={language} on_type={props.ask} />
      ) : null}
      <ChoiceField
        name="run"
        label={t('ui.dunning.run')}
        value={props.shown === undefined ? '' : String(props.shown)}
        options={props.runs.map((run) => ({ code: String(run.id), label: words(run) }))}
        on_type={(run) => props.show(run ? Number(run) : undefined)}
      />
      {props.shown === undefined && props.on > today ? <p role="status">{t('ui.dunning.future')}</p> : null}
    </div>
  );
}

export function Dunning() {
  const t = useText();
  const navigate = useNavigate();
  const today = useToday();
  const [on, ask] = useState(today);
  const [shown, show] = useState<number>();
  const [active, set_active] = useState<Reminder>();
  const [printing, set_printing] = useState(false);
  const runs = useDunningRuns().data ?? [];
  const { data: run, dataUpdatedAt } = useDunningRun(shown);
  const preview = useDunningPreview(on, shown === undefined);
  const look = useLook(on, preview.data);
  const actions = useRunActions(run, on, show);
  const letters = shown === undefined ? look.preview?.letters : run?.letters;
  const of_preview = useWhole(`dunning ${on}`, look.preview?.letters);
  const of_run = useReminded(run, dataUpdatedAt);
  const source = shown === undefined ? of_preview : of_run;
  const columns = useColumns();
  const cell = useCell();
  const is_open = run !== undefined && shown !== undefined && !run.printed_at;
  const is_idle = actions.running === undefined && look.running === undefined;
  const make = is_idle && shown === undefined && look.preview?.count ? actions.make : undefined;
  const ask_look = is_idle && shown === undefined ? look.ask : undefined;
  const print = is_idle && is_open ? () => set_printing(true) : undefined;
  const take_out = is_open && active ? () => void actions.take_out(active) : undefined;
  const can_see = shown !== undefined && (run?.count ?? 0) <= most_to_see;
  const see = can_see ? () => void window.open(address(`/dunning-runs/${shown}/letters.pdf`)) : undefined;
  useKeys({ leave_out: take_out, print: see });
  return (
    <ListScreen
      title={t('ui.place.dunning')}
      view="dunning"
      head={
        <>
          {make ? <ToolButton primary text={t('ui.dunning.make')} action="generate" on_press={make} /> : null}
          {print ? <ToolButton primary text={t('ui.dunning.print')} action="generate" on_press={print} /> : null}
          {take_out ? (
            <ToolButton
              text={t(active?.taken_out ? 'ui.dunning.take_in' : 'ui.dunning.take_out')}
              action="leave_out"
              on_press={take_out}
            />
          ) : null}
          {ask_look ? <ToolButton primary text={t('ui.run.look')} action="generate" on_press={ask_look} /> : null}
          {see ? <ToolButton icon="print" text={t('ui.dunning.look')} action="print" on_press={see} /> : null}
        </>
      }
      filter={
        <>
          <Question {...{ on, ask, runs, shown, show }} />
          {ask_look ? <p>{t('ui.run.many', { count: preview.data?.count ?? 0 })}</p> : null}
          {(actions.refusal ?? look.refusal) ? <p role="alert">{actions.refusal ?? look.refusal}</p> : null}
          <RunProgress running={actions.running ?? look.running} stop={actions.stop ?? look.stop} />
        </>
      }
      list={
        letters && {
          ...{ columns, source, cell },
          first_page: letters.slice(0, 100),
          tone: (item: Reminder) => (item.problem || item.taken_out ? 'blocked' : undefined),
          on_active: set_active,
          on_open: ({ customer }: Reminder) =>
            void navigate({ to: '/customers/$id', params: { id: String(customer.id) } }),
          empty: <p>{t('ui.dunning.none')}</p>,
        }
      }
      failed={preview.error ?? undefined}
      on_generate={make ?? print ?? ask_look}
      below={printing ? <PrintDialog print={actions.print} on_close={() => set_printing(false)} /> : null}
    />
  );
}
