// What is being sold, to whom, for how much, and the keys that end it.
import { Fragment } from 'react';
import { show_money } from '../../parts/format.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { dates_without_seat, price_of, type Chosen } from './plan.ts';
import type { Offers, Price, SalePrice } from './requests.ts';
import { BuyerLabels } from './BuyerLabels.tsx';
import { Extras } from './Extras.tsx';
import type { ArticleLine, useSale } from './useCounter.ts';
import styles from './Counter.module.css';

interface Props {
  sale: ReturnType<typeof useSale>;
  prices_of: (event: number) => readonly Price[];
  find_customer: () => void;
  print_last: () => void;
  pay: () => void;
  reserve: () => void;
  split: (one: Chosen) => void;
  print_receipt: () => void;
  offers: Offers | undefined;
  event: number | undefined;
}

export function Receipt({
  sale,
  prices_of,
  find_customer,
  print_last,
  print_receipt,
  pay,
  reserve,
  split,
  offers,
  event,
}: Props) {
  const t = useText();
  const language = useLanguage();
  const { chosen, buyer, total, draft, last, extras, problem, is_lacking: lacking } = sale;
  const ready = sale.is_something && total !== null && !lacking;
  return (
    <section className={styles.receipt} aria-label={t('ui.counter.receipt')} data-area="receipt">
      <h2>{t('ui.counter.receipt')}</h2>
      <p data-buyer={buyer?.id ?? ''}>{t('ui.counter.customer', { name: buyer?.name ?? t('ui.counter.anonymous') })}</p>
      {buyer ? <BuyerLabels key={buyer.id} customer={buyer.id} /> : null}
      {sale.is_something ? (
        <Lines {...{ chosen, prices_of, split }} prices={sale.prices} drop={sale.drop} />
      ) : (
        <p>{t('ui.counter.nothing')}</p>
      )}
      <Articles lines={extras.articles} drop={sale.drop_article} />
      <Extras {...{ sale, offers, event }} />
      {lacking || problem ? (
        <p role="alert" className="chip danger">
          {lacking ? t('ui.counter.split_first') : problem}
        </p>
      ) : null}
      <p className={styles.total} data-total={total ?? ''}>
        {t('ui.counter.total')} <b>{total === null ? t('ui.counter.no_price') : show_money(total, language)}</b>
      </p>
      {draft ? <p className="quiet">{t('ui.counter.until', { time: time_of(draft.until, language) })}</p> : null}
      <div className={styles.ends}>
        <ToolButton text={t('ui.counter.find_customer')} action="counter_customer" on_press={find_customer} />
        {ready ? (
          <Fragment>
            <ToolButton text={t('ui.counter.cash')} action="counter_cash" on_press={() => void sale.finish('cash')} />
            <ToolButton text={t('ui.counter.card')} action="counter_card" on_press={() => void sale.finish('card')} />
            <ToolButton text={t('ui.counter.reserve')} action="counter_reserve" on_press={reserve} />
            <ToolButton text={t('ui.counter.payment')} action="counter_payment" on_press={pay} />
            <ToolButton text={t('ui.counter.clear')} action="counter_clear" on_press={() => void sale.clear()} />
          </Fragment>
        ) : sale.is_something ? (
          <ToolButton text={t('ui.counter.clear')} action="counter_clear" on_press={() => void sale.clear()} />
        ) : null}
      </div>
      {last ? (
        <p className="quiet" data-last={last.id}>
          {t('ui.counter.last')}: {last.text}{' '}
          <ToolButton text={t('ui.counter.tickets')} icon="print" action="counter_tickets" on_press={print_last} />
          {last.is_paid ? (
            <ToolButton
              text={t('ui.counter.print_receipt')}
              icon="print"
              action="counter_receipt"
              on_press={print_receipt}
            />
          ) : null}
        </p>
      ) : null}
    </section>
  );
}

const time_of = (instant: string, language: string) =>
  new Date(instant).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });

interface LinesProps {
  chosen: readonly Chosen[];
  /// With a promotion, as the program says them.
  prices?: SalePrice['tickets'];
  prices_of: Props['prices_of'];
  drop: (one: Chosen) => void;
  split: (one: Chosen) => void;
}

function Lines({ chosen, prices_of, prices, drop, split }: LinesProps) {
  const t = useText();
  const language = useLanguage();
  return (
    <ul className={styles.lines}>
      {chosen.map((one, place) => {
        const own = one.subscription ? undefined : price_of(prices_of(one.event), one.type, one.place.price_zone);
        const price = prices?.[place]?.price ?? own;
        const name = [one.place.section, one.place.row, one.place.seat].filter(Boolean).join(' · ');
        return (
          <li key={`${one.event}/${one.place.id}/${place}`}>
            <span>
              {name}
              {one.subscription ? <Dates {...{ one, name, split }} /> : null}
            </span>
            <span>{price === undefined ? t('ui.counter.no_price') : show_money(price, language)}</span>
            {one.place.capacity === null ? (
              <button
                type="button"
                className="button quiet"
                aria-label={`${t('ui.counter.clear')}: ${name}`}
                onClick={() => drop(one)}
              >
                ×
              </button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

/// What a line of a subscription is for, and the way to another seat at one of its dates.
function Dates({ one, name, split }: { one: Chosen; name: string; split: (one: Chosen) => void }) {
  const t = useText();
  const lacking = dates_without_seat(one).length;
  const words = `${one.subscription!.name}, ${t('ui.counter.dates', { count: one.dates?.length ?? 0 })}`;
  return (
    <>
      <br />
      <span className="quiet">{words}</span>{' '}
      {one.place.capacity === null && !one.subscription!.same_seat ? (
        <button
          type="button"
          className={lacking ? 'button' : 'button quiet'}
          data-split
          aria-label={`${t('ui.counter.split')}: ${name}`}
          onClick={() => split(one)}
        >
          {lacking ? t('ui.counter.lacking', { count: lacking }) : t('ui.counter.split')}
        </button>
      ) : null}
    </>
  );
}

function Articles({ lines, drop }: { lines: readonly ArticleLine[]; drop: (line: ArticleLine) => void }) {
  const t = useText();
  const language = useLanguage();
  if (!lines.length) return null;
  return (
    <ul className={styles.lines}>
      {lines.map((line) => (
        <li key={`${line.id}/${line.event ?? ''}`} data-article={line.id}>
          <span>
            {line.quantity} × {line.name}
          </span>
          <span>{show_money(line.unit_price, language)}</span>
          <button
            type="button"
            className="button quiet"
            aria-label={`${t('ui.counter.clear')}: ${line.name}`}
            onClick={() => drop(line)}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
