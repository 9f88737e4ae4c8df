// The bonus points of one customer (Bonuspunkteverwaltung): what he has, what came and until when it counts, what he
// redeemed; points by hand and the statement.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { address, Refusal } from '../../api/client.ts';
import { tell_failure } from '../../forms/saving.ts';
import { show_date, show_money, show_number } from '../../parts/format.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { note_return } from '../../shell/open_customers.ts';
import { useMay, useSession } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { reverse_all } from '../../shell/undo.ts';
import { useKeys } from '../../shell/useKeys.ts';
import { words_of } from '../../shell/words_of.ts';
import { EntryDialog } from './EntryDialog.tsx';
import { bonus_key, points_of, type Lot, type Points, type Use } from './requests.ts';

export function BonusScreen() {
  const { id } = useParams({ from: '/customers/$id/bonus' });
  const t = useText();
  const { data, error } = useQuery({
    queryKey: [...bonus_key, id],
    queryFn: ({ signal }) => points_of(id, signal),
    retry: (count, reason) => !(reason instanceof Refusal) && count < 2,
  });
  if (error && !data)
    return (
      <div className="page">
        <p role="alert">{words_of(error, t)}</p>
      </div>
    );
  return data ? <Shown points={data} /> : <div className="page" aria-busy="true" />;
}

function Shown({ points }: { points: Points }) {
  const t = useText();
  const may = useMay();
  const navigate = useNavigate();
  const [entering, enter] = useState(false);
  const { customer } = points;
  const name = `${customer.name} ${customer.number ?? ''}`.trim();
  const print = () => void window.open(address(`/customers/${customer.id}/bonus/statement.pdf`), '_blank', 'noopener');
  const back = () => {
    note_return(customer.id);
    void navigate({ to: '/customers/$id', params: { id: String(customer.id) } });
  };
  const begin = may('bonus.change') ? () => enter(true) : undefined;
  useKeys({ enter_points: begin, print, bonus: back });
  useWindowTitle(t('ui.bonus.of', { name }));
  return (
    <div className="page" data-area="bonus">
      <div className="page-head">
        <h1>{t('ui.bonus.of', { name })}</h1>
        {begin ? <ToolButton primary text={t('ui.bonus.enter')} action="enter_points" on_press={begin} /> : null}
        <ToolButton text={t('ui.bonus.statement')} icon="print" action="print" on_press={print} />
        <ToolButton text={t('ui.bonus.to_customer')} action="bonus" on_press={back} />
      </div>
      <div className="page-scroll stack">
        <Balance points={points} />
        <Lots lots={points.lots} />
        <Uses uses={points.uses} />
      </div>
      {entering ? <EntryDialog customer={customer.id} on_close={() => enter(false)} /> : null}
    </div>
  );
}

function Balance({ points }: { points: Points }) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const { balance, expiring, expired } = points;
  const worth = `${show_money(points.worth, language)} ${house?.currency ?? ''}`.trim();
  return (
    <section aria-label={t('ui.bonus.balance_is')} className="stack">
      <p>
        <strong data-balance={balance}>{t('ui.bonus.balance', { count: balance })}</strong>
        {balance > 0 ? ` · ${t('ui.bonus.worth', { amount: worth })}` : ''}
        {expired > 0 ? ` · ${t('ui.bonus.expired', { count: expired })}` : ''}
      </p>
      {points.takes_part ? null : <p className="chip warn">{t('ui.bonus.takes_no_part')}</p>}
      {balance < 0 ? <p className="chip warn">{t('ui.bonus.below_zero')}</p> : null}
      {expiring ? (
        <p>{t('ui.bonus.expiring', { count: expiring.points, date: show_date(expiring.on, language) })}</p>
      ) : null}
    </section>
  );
}

/// Opens the booking, or takes an entry back.
function Origin({ booking, text }: { booking: number | null; text: string | null }) {
  const t = useText();
  if (booking === null) return text;
  return (
    <Link to="/bookings/$number" params={{ number: String(booking) }}>
      {t('ui.bonus.booking', { number: String(booking) })}
    </Link>
  );
}

function TakeBack({ event }: { event: number | null }) {
  const t = useText();
  const may = useMay();
  const queries = useQueryClient();
  if (event === null || !may('bonus.change') || !may('changes.undo')) return null;
  const take_back = () =>
    reverse_all([event]).then(
      () => {
        void queries.invalidateQueries({ queryKey: bonus_key });
        show_toast({ text: t('ui.undone'), seconds: 5 });
      },
      (reason: unknown) => tell_failure(reason, t),
    );
  return (
    <button type="button" className="button quiet" onClick={() => void take_back()}>
      {t('ui.bonus.take_back')}
    </button>
  );
}

const key_of = (one: Lot | Use, place: number) =>
  one.entry === null ? `booking ${one.booking} ${place}` : `entry ${one.entry}`;

function Lots({ lots }: { lots: readonly Lot[] }) {
  const t = useText();
  const language = useLanguage();
  if (!lots.length) return <p className="quiet">{t('ui.bonus.no_lots')}</p>;
  const rows = lots.map((lot, place) => ({
    key: key_of(lot, place),
    cells: [
      show_date(lot.on, language),
      <Origin key="origin" {...lot} />,
      lot.operator ?? '',
      lot.turnover === null ? '' : show_money(lot.turnover, language),
      show_number(lot.points, language),
      lot.expired ? t('ui.bonus.expired', { count: lot.expired }) : show_number(lot.left, language),
      lot.ends_on ? show_date(lot.ends_on, language) : t('ui.bonus.never'),
      <TakeBack key="back" event={lot.change_event} />,
    ],
  }));
  const heads = (['day', 'origin', 'operator', 'turnover', 'points', 'left', 'until', 'row'] as const).map((head) =>
    t(`ui.bonus.head.${head}`),
  );
  return <PlainTable title={t('ui.bonus.lots')} heads={heads} numbers={[3, 4, 5]} rows={rows.toReversed()} />;
}

function Uses({ uses }: { uses: readonly Use[] }) {
  const t = useText();
  const language = useLanguage();
  if (!uses.length) return null;
  const rows = uses.map((use, place) => ({
    key: key_of(use, place),
    cells: [
      show_date(use.on, language),
      <Origin key="origin" {...use} />,
      use.amount === null ? '' : show_money(use.amount, language),
      show_number(use.points, language),
      <TakeBack key="back" event={use.change_event} />,
    ],
  }));
  const heads = (['day', 'used_for', 'amount', 'points', 'row'] as const).map((head) => t(`ui.bonus.head.${head}`));
  return <PlainTable title={t('ui.bonus.uses')} heads={heads} numbers={[2, 3]} rows={rows.toReversed()} />;
}
