// Settlement of agencies (Agentur-Sammelvorgänge): what the bookings of each come to in a period, who cannot be settled and
// why, and the run that makes the settlement bookings. By keyboard: Enter looks, Ctrl+Enter makes them.
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { new_key, send } from '../../api/client.ts';
import { useTell } from '../../forms/told.ts';
import { CheckField } from '../../parts/MoreFields.tsx';
import { ChoiceField, DateField, TextField } from '../../parts/Field.tsx';
import { show_money } from '../../parts/format.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { words_of } from '../../shell/words_of.ts';
import styles from './Booking.module.css';

interface Agency {
  id: number;
  number: number;
  name: string;
  operator: string;
  missing: string | null;
  booking: number | null;
  bookings: number;
  services: number;
  without_commission: number;
  price: string;
  commission: string;
  tax: string;
  settlement: string;
}
interface Settled {
  agencies: Agency[];
  change_event?: number;
}

const empty = { from: '', to: '', by: 'departure', agency: '' };

function useSettlement() {
  const t = useText();
  const tell = useTell();
  const once = useRef(new_key());
  const [typed, set_typed] = useState(empty);
  const [house_collected, set_collected] = useState(false);
  const [seen, set_seen] = useState<Settled>();
  const [refusal, refuse] = useState<string>();
  const order = () => ({
    ...{ from: typed.from || null, to: typed.to || null, by: typed.by, house_collected },
    agency: Number(typed.agency) || null,
  });
  const ask = async (path: string, key?: string): Promise<Settled | undefined> => {
    try {
      refuse(undefined);
      const { data } = await send<Settled>('POST', path, { body: order(), once: key });
      set_seen(data);
      return data;
    } catch (reason) {
      set_seen(undefined);
      refuse(words_of(reason, t));
      return undefined;
    } finally {
      if (key) once.current = new_key();
    }
  };
  const look = () => ask('/agency-settlements/preview');
  const make = async () => {
    const done = await ask('/agency-settlements', once.current);
    if (!done) return;
    const count = done.agencies.filter((one) => one.booking).length;
    tell([], done.change_event, t('ui.settlement.made', { count }), { undone: () => void look() });
  };
  const type = (name: keyof typeof empty) => (value: string) => {
    set_seen(undefined);
    set_typed((old) => ({ ...old, [name]: value }));
  };
  const collect = (yes: boolean) => {
    set_seen(undefined);
    set_collected(yes);
  };
  const may_make = seen?.agencies.some((one) => !one.missing && !one.booking) ?? false;
  return { typed, type, house_collected, collect, seen, refusal, look, make, may_make };
}

export function AgencySettlements() {
  const t = useText();
  const language = useLanguage();
  const { typed, type, house_collected, collect, seen, refusal, look, make, may_make } = useSettlement();
  const days = useRef<HTMLDivElement>(null);
  useEffect(() => days.current?.querySelector('input')?.focus(), []);
  useKeys({ generate: may_make ? () => void make() : () => void look() });
  const field = (name: keyof typeof empty) => ({
    name: `settlement-${name}`,
    label: t(`ui.settlement.${name}`),
    value: typed[name],
    on_type: type(name),
  });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('ui.settlement.title')}</h1>
      </div>
      <div className="page-scroll stack">
        <form
          className={`stack ${styles.narrow}`}
          data-area="form"
          onSubmit={(event) => {
            event.preventDefault();
            void look();
          }}
        >
          <div ref={days} className={styles.two}>
            <DateField {...field('from')} language={language} ahead />
            <DateField {...field('to')} language={language} ahead />
            <ChoiceField
              {...field('by')}
              empty={false}
              options={(['departure', 'booking'] as const).map((code) => ({
                code,
                label: t(`ui.settlement.by.${code}`),
              }))}
            />
            <TextField {...field('agency')} max_length={9} />
          </div>
          <CheckField
            name="settlement-collected"
            label={t('ui.settlement.house_collected')}
            checked={house_collected}
            on_change={collect}
          />
          <p>
            <button type="submit" className="button">
              {t('ui.settlement.look')} <kbd>{t('ui.enter')}</kbd>
            </button>{' '}
            <ToolButton
              primary
              text={t('ui.settlement.make')}
              action="generate"
              disabled={!may_make}
              on_press={() => void make()}
            />
          </p>
        </form>
        {refusal ? <p role="alert">{refusal}</p> : null}
        {seen ? <Agencies agencies={seen.agencies} /> : null}
      </div>
    </div>
  );
}

const figures = ['bookings', 'services', 'price', 'commission', 'tax', 'settlement'] as const;

function Agencies({ agencies }: { agencies: readonly Agency[] }) {
  const t = useText();
  const language = useLanguage();
  if (!agencies.length) return <p className="quiet">{t('ui.settlement.none')}</p>;
  return (
    <table className="plain" aria-label={t('ui.settlement.title')}>
      <thead>
        <tr>
          <th>{t('ui.settlement.agency')}</th>
          {figures.map((name) => (
            <th key={name} className="number">
              {t(`ui.settlement.column.${name}`)}
            </th>
          ))}
          <th>{t('ui.settlement.column.booking')}</th>
        </tr>
      </thead>
      <tbody>
        {agencies.map((one) => (
          <tr key={one.id} data-agency={one.number}>
            <td>
              <Link to="/customers/$id" params={{ id: String(one.id) }}>
                {one.name}
              </Link>{' '}
              <span className="quiet">{one.number}</span>
              {one.without_commission ? (
                <span className="chip warn">{t('ui.settlement.without', { count: one.without_commission })}</span>
              ) : null}
            </td>
            {figures.map((name) => (
              <td key={name} className="number">
                {typeof one[name] === 'number' ? one[name] : show_money(one[name], language)}
              </td>
            ))}
            <td>
              {one.missing ? <span className="chip danger">{one.missing}</span> : null}
              {one.booking ? (
                <Link to="/bookings/$number" params={{ number: String(one.booking) }}>
                  {one.booking}
                </Link>
              ) : null}
              {!one.missing && !one.booking ? one.operator : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
