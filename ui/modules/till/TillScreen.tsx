// The own till: opened with what is in it, money put in and taken out with a reason, closed by counting. What is sold
// meanwhile stands in it by itself.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { address } from '../../api/client.ts';
import { show_instant, show_money } from '../../parts/format.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { words_of } from '../../shell/words_of.ts';
import { CountDialog } from './CountDialog.tsx';
import { MoveDialog, OpenDialog, type Move } from './MoveDialogs.tsx';
import { my_till, till_key, type Entry, type Mine, type Till } from './requests.ts';

type Shown = 'open' | 'count' | Move | undefined;

export function TillScreen() {
  const t = useText();
  const { data, error } = useQuery({
    queryKey: till_key,
    queryFn: ({ signal }) => my_till(signal),
    refetchInterval: 15_000,
  });
  useWindowTitle(t('ui.till.title'));
  if (error && !data)
    return (
      <div className="page">
        <p role="alert">{words_of(error, t)}</p>
      </div>
    );
  return data ? <Screen mine={data} /> : <div className="page" aria-busy="true" />;
}

function useTillKeys({ till, last }: Mine, show: (what: Shown) => void) {
  const number = till?.id ?? last;
  const print = () => void window.open(address(`/tills/${number}/report.pdf`), '_blank', 'noopener');
  const when_open = (what: Shown) => (till ? () => show(what) : undefined);
  const keys = {
    till_open: till ? undefined : () => show('open'),
    till_deposit: when_open('deposit'),
    till_withdraw: when_open('withdraw'),
    till_correct: when_open('correct'),
    till_count: when_open('count'),
    print: number === null ? undefined : print,
  };
  useKeys(keys);
  return keys;
}

function Screen({ mine }: { mine: Mine }) {
  const t = useText();
  const navigate = useNavigate();
  const [shown, show] = useState<Shown>();
  const keys = useTillKeys(mine, show);
  const { till } = mine;
  const tool = (action: keyof typeof keys, text: string, primary = false) => {
    const press = keys[action];
    return press ? <ToolButton {...{ text, action, primary }} on_press={press} /> : null;
  };
  const close = () => show(undefined);
  return (
    <div className="page" data-area="till" data-till={till?.id ?? ''}>
      <div className="page-head">
        <h1>{t('ui.till.title')}</h1>
        {tool('till_open', t('ui.till.open'), true)}
        {tool('till_count', t('ui.till.count'), true)}
        {tool('till_deposit', t('ui.till.deposit'))}
        {tool('till_withdraw', t('ui.till.withdraw'))}
        {tool('till_correct', t('ui.till.correct'))}
        {tool('print', t(till ? 'ui.till.print' : 'ui.till.print_last'))}
        <button type="button" className="button quiet" onClick={() => void navigate({ to: '/tills' })}>
          {t('ui.till.all')}
        </button>
      </div>
      <div className="page-scroll stack">{till ? <Contents till={till} /> : <p>{t('ui.till.none')}</p>}</div>
      {shown === 'open' ? <OpenDialog proposed={mine.proposed} on_close={close} /> : null}
      {shown === 'count' && till ? <CountDialog till={till} pieces={mine.pieces} on_close={close} /> : null}
      {shown === 'deposit' || shown === 'withdraw' || shown === 'correct' ? (
        <MoveDialog what={shown} on_close={close} />
      ) : null}
    </div>
  );
}

function Contents({ till }: { till: Till }) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const money = (amount: string) => show_money(amount, language);
  const time = (instant: string) => show_instant(instant, language, house?.time_zone);
  return (
    <>
      <p>{t('ui.till.since', { number: String(till.id), time: time(till.opened_at) })}</p>
      <p>
        <strong data-cash={till.cash}>
          {t('ui.till.cash', { amount: `${money(till.cash)} ${house?.currency ?? ''}`.trim() })}
        </strong>
      </p>
      <PlainTable
        title={t('ui.till.sums')}
        heads={[t('ui.till.head.kind'), t('ui.till.head.in'), t('ui.till.head.out'), t('ui.till.head.sum')]}
        numbers={[1, 2, 3]}
        rows={[
          { key: 'opening', cells: [t('ui.till.opening'), money(till.opening), '', money(till.opening)] },
          ...till.sums.map((one) => ({
            key: one.kind,
            cells: [t(`ui.till.kind.${one.kind}`), money(one.in), money(one.out), money(one.sum)],
          })),
        ]}
      />
      {till.entries.length ? <Movements {...{ till, money, time }} /> : <p className="quiet">{t('ui.till.nothing')}</p>}
    </>
  );
}

interface MovementsProps {
  till: Till;
  money: (amount: string) => string;
  time: (instant: string) => string;
}

function Movements({ till, money, time }: MovementsProps) {
  const t = useText();
  const shown = till.entries.length;
  const what = (entry: Entry) =>
    t(`ui.till.source.${entry.source}`, {
      reference: entry.reference ?? '',
      text: entry.text ?? '',
      corrects: String(entry.corrects ?? ''),
    });
  return (
    <>
      {till.entries_count > shown ? (
        <p className="quiet">{t('ui.till.newest', { shown: String(shown), all: String(till.entries_count) })}</p>
      ) : null}
      <PlainTable
        title={t('ui.till.movements')}
        heads={[t('ui.till.head.when'), t('ui.till.head.what'), t('ui.till.head.kind'), t('ui.till.head.amount')]}
        numbers={[3]}
        rows={till.entries.map((entry) => ({
          key: String(entry.id),
          cells: [time(entry.entered_at), what(entry), t(`ui.till.kind.${entry.kind}`), money(entry.amount)],
        }))}
      />
    </>
  );
}
