// Cancelling (Storno): the whole booking, services of it or people. What it costs is shown before it is done, row by
// row with where it comes from, and can be set by hand.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { read_money, show_money } from '../../parts/format.ts';
import { CheckField } from '../../parts/MoreFields.tsx';
import { useTell } from '../../forms/told.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import type { Booking, Row } from './booking.ts';
import { booking_key, cancel_booking, load_booking, trips_key, type Cancellation } from './requests.ts';
import { useSourceWord } from './Totals.tsx';
import styles from './Booking.module.css';

type What = 'whole' | 'services' | 'participants';

const person = (row: Row) => [row.first_name, row.name].filter(Boolean).join(' ');
const standing_rows = (rows: readonly Row[]) => rows.filter((row) => !row.cancelled_on);

/// Amounts set by hand, by the service they are for.
type ByHand = Readonly<Record<string, string>>;

interface Asked {
  what: What;
  chosen: readonly number[];
  by_hand: ByHand;
}

/// The services a cancellation touches, each with its charge; without a rule it is nothing, and set by hand.
function charged_rows(booking: Booking, { what, chosen }: Asked, charges: readonly Row[]): Row[] {
  const touched = standing_rows(booking.services).filter(
    ({ position }) => what !== 'services' || chosen.includes(position!),
  );
  const free = touched.filter(({ position }) => !charges.some(({ service }) => service === position));
  return [...charges, ...free.map(({ position }): Row => ({ service: position, amount: '0.00', source: 'by_hand' }))];
}

function body_of({ what, chosen, by_hand }: Asked, preview: boolean, charges: readonly Row[] = []) {
  const changed = Object.keys(by_hand).length > 0;
  const as_set = charges
    .map(({ service, amount, text }) => ({ service, text, amount: by_hand[String(service)] ?? String(amount) }))
    .filter(({ amount }) => Number(amount) !== 0);
  return { preview, ...(what === 'whole' ? {} : { [what]: chosen }), ...(changed ? { charges: as_set } : {}) };
}

/// What cancelling would cost, asked anew whenever the choice changes.
function useCost(booking: Booking, asked: Asked) {
  const t = useText();
  const [cost, set_cost] = useState<Cancellation>();
  const [refusal, refuse] = useState<string>();
  const nothing = asked.what !== 'whole' && !asked.chosen.length;
  const key = JSON.stringify([asked, booking.version]);
  useEffect(() => {
    if (nothing) {
      set_cost(undefined);
      refuse(undefined);
      return undefined;
    }
    const request = new AbortController();
    const body = body_of(asked, true, charged_rows(booking, asked, cost?.charges ?? []));
    cancel_booking(booking.number, booking.version, body, request.signal).then(
      (answer) => {
        set_cost(answer);
        refuse(undefined);
      },
      (reason: unknown) => {
        if (!request.signal.aborted) refuse(words_of(reason, t));
      },
    );
    return () => request.abort();
  }, [key]);
  return { cost, refusal, refuse };
}

export function CancelDialog({ booking, on_close }: { booking: Booking; on_close: () => void }) {
  const t = useText();
  const queries = useQueryClient();
  const tell = useTell();
  const [asked, ask] = useState<Asked>({ what: 'whole', chosen: [], by_hand: {} });
  const { cost, refusal, refuse } = useCost(booking, asked);
  const go = async () => {
    try {
      const body = body_of(asked, false, charged_rows(booking, asked, cost?.charges ?? []));
      const done = await cancel_booking(booking.number, booking.version, body);
      const show = (fresh: Booking) => void queries.setQueryData(booking_key(booking.number), fresh);
      show(await load_booking(booking.number));
      const undone = () => void load_booking(booking.number).then(show);
      const event = done.change_event ?? (done.booking.change_event as number | undefined);
      const follow = [trips_key(booking.customer?.id ?? 0)];
      tell(follow, event, t('ui.cancel.done', { number: String(booking.number) }), { tone: 'warn', undone });
      on_close();
    } catch (reason) {
      refuse(words_of(reason, t));
    }
  };
  return (
    <FormDialog
      wide
      title={t('ui.cancel.title', { number: String(booking.number) })}
      go={cost ? t('ui.cancel.go') : undefined}
      {...{ refusal, on_close }}
      on_send={() => void go()}
    >
      <What booking={booking} asked={asked} ask={ask} />
      {cost ? <Cost cost={cost} booking={booking} asked={asked} ask={ask} /> : null}
    </FormDialog>
  );
}

interface Choosing {
  booking: Booking;
  asked: Asked;
  ask: (asked: Asked) => void;
}

function What({ booking, asked, ask }: Choosing) {
  const t = useText();
  const rows = asked.what === 'whole' ? [] : standing_rows(booking[asked.what]);
  const turn = (position: number, yes: boolean) =>
    ask({
      ...asked,
      by_hand: {},
      chosen: yes ? [...asked.chosen, position] : asked.chosen.filter((one) => one !== position),
    });
  const name = (row: Row) =>
    asked.what === 'participants' ? person(row) : [row.operator, row.description].filter(Boolean).join(', ');
  return (
    <>
      <fieldset className={styles.choices}>
        <legend>{t('ui.cancel.what')}</legend>
        {(['whole', 'services', 'participants'] as const).map((what) => (
          <label key={what} className="row">
            <input
              type="radio"
              name="what"
              data-autofocus={what === 'whole' || undefined}
              checked={asked.what === what}
              onChange={() => ask({ what, chosen: [], by_hand: {} })}
            />
            {t(`ui.cancel.${what}`)}
          </label>
        ))}
      </fieldset>
      {rows.length ? (
        <fieldset className={styles.choices}>
          <legend>{t(`ui.cancel.${asked.what}`)}</legend>
          {rows.map((row) => (
            <CheckField
              key={row.position}
              name={`cancel-${row.position}`}
              label={name(row) || String(row.position)}
              checked={asked.chosen.includes(row.position!)}
              on_change={(yes) => turn(row.position!, yes)}
            />
          ))}
        </fieldset>
      ) : null}
    </>
  );
}

function Cost({ cost, asked, ask, booking }: Choosing & { cost: Cancellation }) {
  const t = useText();
  const language = useLanguage();
  const source = useSourceWord();
  const money = (amount: unknown) => show_money(String(amount), language);
  const about = (row: Row) => {
    const service = booking.services.find((one) => one.position === row.service);
    return service ? [service.operator, service.description].filter(Boolean).join(', ') : String(row.text ?? '');
  };
  const totals = [
    ['charge', cost.charge],
    ['commission_taken_back', cost.commission_taken_back],
    ['before', cost.before.total],
    ['after', cost.after.total],
    ['open', cost.after.open],
  ] as const;
  return (
    <section aria-live="polite" data-cost>
      <table className="plain" aria-label={t('ui.booking.charges')}>
        <thead>
          <tr>
            <th>{t('ui.cancel.service')}</th>
            <th>{t('ui.cancel.rule')}</th>
            <th className="number">{t('ui.cancel.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {charged_rows(booking, asked, cost.charges).map((row, at) => (
            <tr key={at} data-charge={String(row.service ?? '')}>
              <td>{about(row)}</td>
              <td>
                {row.rate ? t('ui.cancel.rate', { rate: money(row.rate), days: Number(row.days ?? 0) }) : ''}{' '}
                {source(row.source)}
              </td>
              <td className="number">
                <Amount
                  label={`${t('ui.cancel.amount')} ${about(row)}`}
                  amount={money(row.amount)}
                  on_set={(amount) => ask({ ...asked, by_hand: { ...asked.by_hand, [String(row.service)]: amount } })}
                />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {totals.map(([name, amount]) => (
            <tr key={name} data-cancel={name}>
              <th scope="row" colSpan={2}>
                {t(`ui.cancel.${name}`)}
              </th>
              <td className="number">{money(amount)}</td>
            </tr>
          ))}
        </tfoot>
      </table>
    </section>
  );
}

/// Taken over when it is left, so that half a figure asks nothing.
function Amount({ label, amount, on_set }: { label: string; amount: string; on_set: (amount: string) => void }) {
  const language = useLanguage();
  const [typed, set_typed] = useState<string>();
  const leave = () => {
    const read = typed === undefined ? null : read_money(typed, language);
    set_typed(undefined);
    if (read !== null && show_money(read, language) !== amount) on_set(read);
  };
  return (
    <input
      className={`number ${styles.charge}`}
      aria-label={label}
      inputMode="decimal"
      value={typed ?? amount}
      onChange={(event) => set_typed(event.target.value)}
      onBlur={leave}
    />
  );
}
