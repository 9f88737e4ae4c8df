// Bankclearing: what is going and what the bank would refuse, the run and its file, earlier runs and what came back.
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { address } from '../../api/client.ts';
import { ListScreen } from '../../lists/ListScreen.tsx';
import type { Column } from '../../parts/grid/columns.ts';
import { ChoiceField, DateField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { RunProgress } from '../../shell/RunJob.tsx';
import { show_date, show_instant, show_money } from '../../parts/format.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useSession, useToday } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { useKeys } from '../../shell/useKeys.ts';
import { DebitRunScreen } from './DebitRunScreen.tsx';
import { useWhole } from './lists.ts';
import {
  useDebitPreview,
  useDebitRuns,
  type Debit,
  type DebitPreview,
  type DebitRun,
  type MadeDebits,
  type Scheme,
} from './requests.ts';
import { useRun } from './useRun.ts';

interface Asked {
  collect_on: string;
  scheme: Scheme;
}

const download = (run: number) => window.open(address(`/direct-debits/${run}/file`), '_self');

function Question({ asked, ask }: { asked: Asked; ask: (asked: Asked) => void }) {
  const t = useText();
  const language = useLanguage();
  return (
    <div className="row">
      <DateField
        ahead
        name="collect_on"
        label={t('ui.debits.collect_on')}
        value={asked.collect_on}
        language={language}
        on_type={(collect_on) => ask({ ...asked, collect_on })}
      />
      <ChoiceField
        name="scheme"
        label={t('ui.debits.scheme')}
        empty={false}
        value={asked.scheme}
        options={(['core', 'b2b'] as const).map((code) => ({ code, label: t(`ui.debits.scheme.${code}`) }))}
        on_type={(scheme) => ask({ ...asked, scheme: scheme as Scheme })}
      />
    </div>
  );
}

function useColumns(): Column[] {
  const t = useText();
  return useMemo(
    () => [
      { name: 'state', caption: t('ui.debits.state'), priority: 1, width: 110 },
      { name: 'customer', caption: t('ui.debits.customer'), priority: 2, width: 180 },
      { name: 'booking', caption: t('ui.debits.booking'), priority: 3, width: 90, kind: 'integer' },
      { name: 'amount', caption: t('ui.debits.amount'), priority: 4, width: 100, kind: 'money' },
      { name: 'problems', caption: t('ui.debits.problems'), priority: 5, width: 320 },
      { name: 'iban', caption: t('ui.debits.iban'), priority: 6, width: 110 },
      { name: 'mandate', caption: t('ui.debits.mandate'), priority: 7, width: 130 },
      { name: 'due_on', caption: t('ui.debits.due_on'), priority: 8, width: 100 },
    ],
    [t],
  );
}

/// What has to be fixed stands first.
const fix_first = (debits: readonly Debit[]) =>
  [...debits].sort((a, b) => Number(b.problems.length > 0) - Number(a.problems.length > 0));

function useCell() {
  const t = useText();
  const language = useLanguage();
  return (debit: Debit, { name }: Column) => {
    if (name === 'state') return t(debit.problems.length ? 'ui.debits.to_fix' : 'ui.debits.going');
    if (name === 'customer') return `${debit.customer.name} ${debit.customer.number ?? ''}`;
    if (name === 'booking') return debit.booking;
    if (name === 'amount') return show_money(debit.amount, language);
    if (name === 'problems') return debit.problems.map(({ text }) => text).join(' ');
    if (name === 'due_on') return show_date(debit.due_on, language);
    return (name === 'iban' ? debit.iban : debit.mandate) ?? '';
  };
}

/// The run, after a question that says what it does. While it goes on, Esc stops it.
function Make({ asked, words, left_out, on_close }: MakeProps) {
  const t = useText();
  const { start, stop, running, refusal } = useRun<MadeDebits>((made) => {
    const text = t(made.again ? 'ui.debits.again' : 'ui.debits.made', { count: made.items_count });
    const over = made.left_over ? t('ui.debits.left_over', { count: made.left_over }) : '';
    show_toast({ text: `${text} ${over}`.trim() });
    download(made.run);
    on_close();
  });
  const title = t('ui.debits.make');
  return (
    <FormDialog
      go_first
      {...{ title, refusal }}
      go={running === undefined ? title : undefined}
      on_close={stop ?? on_close}
      on_send={() => start('/direct-debits', { ...asked, leave_out: left_out })}
    >
      <p>{words}</p>
      <RunProgress running={running} />
    </FormDialog>
  );
}
interface MakeProps {
  asked: Asked;
  words: string;
  left_out: readonly number[];
  on_close: () => void;
}

/// What is going: at once, or of very many by a job that is asked for.
function useLook(asked: Asked, left_out: readonly number[]) {
  const { data, error, refetch } = useDebitPreview(asked.collect_on, asked.scheme, left_out);
  const question = { ...asked, leave_out: left_out };
  const key = JSON.stringify(question);
  const [found, set_found] = useState<{ key: string; preview: DebitPreview }>();
  const { start, stop, running, refusal } = useRun<DebitPreview>((preview) => set_found({ key, preview }));
  const seen = found?.key === key ? found.preview : undefined;
  const many = data?.as_job && !seen ? data.count : undefined;
  return {
    data: data?.as_job ? seen : data,
    ...{ error, refetch, many },
    look: many && running === undefined ? () => void start('/direct-debits/previews', question) : undefined,
    looking: (
      <>
        {refusal ? <p role="alert">{refusal}</p> : null}
        <RunProgress {...{ running, stop }} />
      </>
    ),
  };
}

function Preview({ show_runs }: { show_runs: () => void }) {
  const t = useText();
  const language = useLanguage();
  const navigate = useNavigate();
  const today = useToday();
  const [asked, ask] = useState<Asked>({ collect_on: next_working_day(today), scheme: 'core' });
  const [left_out, leave_out] = useState<readonly number[]>([]);
  const [making, make] = useState(false);
  const [active, set_active] = useState<Debit>();
  const { data, error, refetch, many, look, looking } = useLook(asked, left_out);
  const rows = useMemo(() => data && fix_first(data.debits), [data]);
  const source = useWhole('debits', rows);
  const columns = useColumns();
  const cell = useCell();
  const leave = active && (() => leave_out([...left_out, active.booking]));
  const start = data?.going ? () => make(true) : look;
  useKeys({ leave_out: leave, earlier_runs: show_runs });
  const words = data
    ? t('ui.debits.words', {
        count: data.going,
        total: show_money(data.total, language),
        date: show_date(data.collect_on, language),
        to_fix: data.to_fix,
      })
    : '';
  return (
    <ListScreen
      title={t('ui.place.direct_debits')}
      view="direct-debits"
      head={
        <>
          {start ? (
            <ToolButton primary text={t(look ? 'ui.run.look' : 'ui.debits.make')} action="generate" on_press={start} />
          ) : null}
          {leave ? <ToolButton text={t('ui.debits.leave_out')} action="leave_out" on_press={leave} /> : null}
          <ToolButton text={t('ui.debits.runs')} action="earlier_runs" on_press={show_runs} />
        </>
      }
      filter={
        <>
          <Question {...{ asked, ask }} />
          <p>{many ? t('ui.run.many', { count: many }) : words}</p>
          {data && data.debits.length < data.due - left_out.length ? (
            <p className="quiet">{t('ui.run.first', { count: data.debits.length })}</p>
          ) : null}
          {looking}
          {data?.short_notice ? <p className="quiet">{t('ui.debits.short_notice')}</p> : null}
        </>
      }
      list={
        rows && {
          ...{ columns, source, cell },
          first_page: rows.slice(0, 100),
          tone: (debit: Debit) => (debit.problems.length ? 'blocked' : undefined),
          on_active: set_active,
          on_open: ({ customer }: Debit) =>
            void navigate({ to: '/customers/$id', params: { id: String(customer.id) } }),
          empty: <p>{t('ui.debits.none')}</p>,
        }
      }
      failed={error ?? undefined}
      on_retry={() => void refetch()}
      on_generate={start}
      below={making ? <Make {...{ asked, words, left_out }} on_close={() => make(false)} /> : null}
    />
  );
}

/// The bank wants a business day ahead; holidays the server knows.
export function next_working_day(today: string): string {
  const day = new Date(`${today}T12:00:00Z`);
  do day.setUTCDate(day.getUTCDate() + 1);
  while (day.getUTCDay() % 6 === 0);
  return day.toISOString().slice(0, 10);
}

function Runs({ open, back }: { open: (run: number) => void; back: () => void }) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const { data } = useDebitRuns();
  const source = useWhole('runs', data);
  const columns = useMemo<Column[]>(
    () => [
      { name: 'collect_on', caption: t('ui.debits.collect_on'), priority: 1, width: 110 },
      { name: 'scheme', caption: t('ui.debits.scheme'), priority: 2, width: 130 },
      { name: 'items', caption: t('ui.debits.count'), priority: 3, width: 80, kind: 'integer' },
      { name: 'total', caption: t('ui.debits.amount'), priority: 4, width: 110, kind: 'money' },
      { name: 'made_at', caption: t('ui.debits.made_at'), priority: 5, width: 150 },
      { name: 'state', caption: t('ui.debits.state'), priority: 5, width: 120 },
      { name: 'made_by', caption: t('ui.debits.made_by'), priority: 6, width: 120 },
      { name: 'message_id', caption: t('ui.debits.message_id'), priority: 7, width: 220 },
    ],
    [t],
  );
  useKeys({ earlier_runs: back });
  const cell = (run: DebitRun, { name }: Column) => {
    if (name === 'collect_on') return show_date(run.collect_on, language);
    if (name === 'scheme') return t(`ui.debits.scheme.${run.scheme}`);
    if (name === 'items') return run.items_count;
    if (name === 'state') return t(`ui.debits.state.${run.state}`);
    if (name === 'total') return show_money(run.total, language);
    if (name === 'made_at') return show_instant(run.made_at, language, house?.time_zone);
    return name === 'made_by' ? run.made_by : run.message_id;
  };
  return (
    <ListScreen
      title={t('ui.debits.runs')}
      view="debit-runs"
      head={<ToolButton text={t('ui.debits.preview')} action="earlier_runs" on_press={back} />}
      list={
        data && {
          ...{ columns, source, cell },
          first_page: data.slice(0, 100),
          on_open: ({ id }: DebitRun) => open(id),
          empty: <p>{t('ui.debits.no_runs')}</p>,
        }
      }
    />
  );
}

export function DirectDebits() {
  const [view, show] = useState<'preview' | 'runs' | number>('preview');
  if (view === 'preview') return <Preview show_runs={() => show('runs')} />;
  if (view === 'runs') return <Runs open={show} back={() => show('preview')} />;
  return <DebitRunScreen id={view} back={() => show('runs')} download={() => download(view)} />;
}
