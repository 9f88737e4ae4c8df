// A run as it went to the bank: its items, and what of them came back.
import { useMemo, useState } from 'react';
import { ListScreen } from '../../lists/ListScreen.tsx';
import type { Column } from '../../parts/grid/columns.ts';
import type { Source } from '../../parts/grid/pages.ts';
import { ChoiceField, DateField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { MoneyField } from '../../parts/MoreFields.tsx';
import { show_date, show_money } from '../../parts/format.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useToday } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { useDoing } from './lists.ts';
import { load_debit_run, post, useDebitRun, type DebitItem, type DebitRun } from './requests.ts';

const reasons = [
  ...['AM04', 'MD06', 'MS03', 'MS02', 'AC04', 'AC01', 'AC06', 'AC13', 'AG01', 'MD01', 'MD07', 'SL01', 'withdrawn'],
  ...['AG02', 'AM05', 'BE05', 'CNOR', 'DNOR', 'ED05', 'FF01', 'MD02', 'RC01', 'RR01', 'RR02', 'RR03'],
];

function ReturnDialog({ run, item, on_close }: { run: number; item: DebitItem; on_close: () => void }) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const today = useToday();
  const { act, refusal } = useDoing();
  const [typed, set_typed] = useState<Record<string, string>>({ reason: 'AM04', returned_on: today, fee: '' });
  const field = (name: string) => ({
    name,
    label: t(`ui.debits.${name as 'reason'}`),
    value: typed[name]!,
    on_type: (value: string) => set_typed((old) => ({ ...old, [name]: value })),
  });
  const go = async () => {
    const body = { ...typed, fee: typed.fee || null, position: item.position };
    const done = await act(
      (once) => post<DebitRun>(`/direct-debits/${run}/returns`, body, once),
      () => t('ui.debits.returned'),
    );
    if (done) on_close();
  };
  return (
    <FormDialog
      title={t('ui.debits.return_of', { name: item.customer?.name ?? '', booking: String(item.booking) })}
      go={t('ui.debits.return')}
      {...{ refusal, on_close }}
      on_send={go}
    >
      <div data-autofocus-within>
        <ChoiceField
          {...field('reason')}
          empty={false}
          options={reasons.map((code) => ({ code, label: word(`debit.reason.${code}`, code) }))}
        />
      </div>
      <DateField {...field('returned_on')} language={language} />
      <MoneyField {...field('fee')} language={language} />
    </FormDialog>
  );
}

function useColumns(): Column[] {
  const t = useText();
  return useMemo(
    () => [
      { name: 'customer', caption: t('ui.debits.customer'), priority: 1, width: 180 },
      { name: 'booking', caption: t('ui.debits.booking'), priority: 2, width: 90, kind: 'integer' },
      { name: 'amount', caption: t('ui.debits.amount'), priority: 3, width: 100, kind: 'money' },
      { name: 'returned', caption: t('ui.debits.state'), priority: 4, width: 260 },
      { name: 'iban', caption: t('ui.debits.iban'), priority: 5, width: 110 },
      { name: 'sequence', caption: t('ui.debits.sequence'), priority: 6, width: 80 },
    ],
    [t],
  );
}

function useCell() {
  const t = useText();
  const language = useLanguage();
  return (item: DebitItem, { name }: Column) => {
    if (name === 'customer') return `${item.customer?.name ?? ''} ${item.customer?.number ?? ''}`;
    if (name === 'booking') return item.booking;
    if (name === 'amount') return show_money(item.amount, language);
    if (name === 'iban') return item.iban;
    if (name === 'sequence') return item.sequence;
    if (!item.returned_on) return t('ui.debits.collected');
    const blocked = item.blocked ? `, ${t('ui.debits.account_blocked')}` : '';
    return `${show_date(item.returned_on, language)}: ${item.reason_text ?? ''}${blocked}`;
  };
}

interface Props {
  id: number;
  back: () => void;
  download: () => void;
}

export function DebitRunScreen({ id, back, download }: Props) {
  const t = useText();
  const { data, dataUpdatedAt } = useDebitRun(id);
  const { act, refusal } = useDoing();
  const source = useMemo<Source<DebitItem>>(
    () => ({
      // What came back, or was released, is asked for anew.
      key: `run ${id} ${dataUpdatedAt}`,
      rows: data?.items_count ?? 0,
      page: async (page, signal) => (await load_debit_run(id, page, signal)).items ?? [],
    }),
    [id, data, dataUpdatedAt],
  );
  const columns = useColumns();
  const cell = useCell();
  const [active, set_active] = useState<DebitItem>();
  const [returning, set_returning] = useState<DebitItem>();
  const came_back = active && !active.returned_on ? () => set_returning(active) : undefined;
  const release = active?.blocked
    ? () =>
        void act(
          (once) => post<DebitRun>(`/direct-debits/${id}/releases`, { position: active.position }, once),
          () => t('ui.debits.released'),
        )
    : undefined;
  useKeys({ pay_item: came_back, earlier_runs: back });
  return (
    <ListScreen
      title={data?.message_id ?? t('ui.debits.runs')}
      view="debit-run"
      head={
        <>
          {came_back ? <ToolButton text={t('ui.debits.return')} action="pay_item" on_press={came_back} /> : null}
          {release ? <ToolButton text={t('ui.debits.release')} on_press={release} /> : null}
          <ToolButton icon="download" text={t('ui.debits.file')} on_press={download} />
          <ToolButton text={t('ui.debits.runs')} action="earlier_runs" on_press={back} />
        </>
      }
      filter={refusal ? <p role="alert">{refusal}</p> : null}
      list={
        data?.items && {
          ...{ columns, source, cell },
          first_page: data.items,
          tone: (item: DebitItem) => (item.returned_on ? 'blocked' : undefined),
          on_active: set_active,
          on_open: (item: DebitItem) => (item.returned_on ? undefined : set_returning(item)),
        }
      }
      below={returning ? <ReturnDialog run={id} item={returning} on_close={() => set_returning(undefined)} /> : null}
    />
  );
}
