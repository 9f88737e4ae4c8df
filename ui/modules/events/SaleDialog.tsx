// How an event date is sold: its plan, state, period, and a price for each ticket type and price zone.
import { useState } from 'react';
import { useTold } from '../../forms/told.ts';
import { read_money, show_instant, show_money } from '../../parts/format.ts';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import {
  follow,
  save_sale,
  states,
  usePlans,
  useSale,
  useTicketTypes,
  useZones,
  type DateLine,
  type Price,
  type Sale,
} from './requests.ts';

interface Props {
  line: DateLine;
  on_close: () => void;
}

export function SaleDialog(props: Props) {
  const { data: sale } = useSale(props.line.id);
  const { data: types } = useTicketTypes();
  return sale && types ? <SaleForm {...props} {...{ sale, types }} /> : null;
}

const key_of = (type: string, zone: string) => `${type}\n${zone}`;

function SaleForm({ line, sale, types, on_close }: Props & { sale: Sale; types: readonly string[] }) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const told = useTold(follow);
  const plans = usePlans().data ?? [];
  const [refusal, refuse] = useState<string>();
  const [plan, set_plan] = useState(sale.plan);
  const [state, set_state] = useState(sale.state);
  const [from, set_from] = useState(sale.sale_from ? show_instant(sale.sale_from, language) : '');
  const [to, set_to] = useState(sale.sale_to ? show_instant(sale.sale_to, language) : '');
  const [typed, set_typed] = useState<Record<string, string>>(
    Object.fromEntries(
      sale.prices.map((one) => [key_of(one.ticket_type, one.price_zone), show_money(one.price, language)]),
    ),
  );
  const zones = useZones(plan).data ?? [];
  const go = async () => {
    const prices: Price[] = [];
    for (const ticket_type of types)
      for (const price_zone of zones) {
        const text = typed[key_of(ticket_type, price_zone)]?.trim();
        if (!text) continue;
        const price = read_money(text, language);
        if (price === null) return refuse(t('ui.events.no_amount', { type: ticket_type, zone: price_zone }));
        prices.push({ ticket_type, price_zone, price });
      }
    const kept = (now: string, before: string | null) =>
      now === (before ? show_instant(before, language) : '') ? before : now || null;
    try {
      const body = { plan, state, prices, sale_from: kept(from, sale.sale_from), sale_to: kept(to, sale.sale_to) };
      const saved = await save_sale(line.id, sale.version, body);
      told(saved.change_event ?? undefined, t('ui.events.saved', { name: line.name }));
      on_close();
    } catch (reason) {
      refuse(words_of(reason, t));
    }
  };
  return (
    <FormDialog
      title={t('ui.events.sale_of', { name: line.name })}
      go={t('ui.events.save')}
      wide
      {...{ refusal, on_close }}
      on_send={go}
    >
      <ChoiceField
        name="sale-plan"
        label={word('event_sale.plan', '')}
        value={plan === null ? '' : String(plan)}
        options={plans.map((one) => ({ code: String(one.id), label: `${one.hall} ${one.name} (${one.edition})` }))}
        empty
        on_type={(text) => set_plan(text ? Number(text) : null)}
      />
      <ChoiceField
        name="sale-state"
        label={word('event_sale.state', '')}
        value={state}
        options={states.map((code) => ({ code, label: word(`event_sale.state.${code}`, code) }))}
        on_type={set_state}
      />
      <div className="row">
        <TextField name="sale-from" label={word('event_sale.sale_from', '')} value={from} on_type={set_from} />
        <TextField name="sale-to" label={word('event_sale.sale_to', '')} value={to} on_type={set_to} />
      </div>
      <Prices {...{ types, zones, typed }} type={(key, text) => set_typed({ ...typed, [key]: text })} />
    </FormDialog>
  );
}

interface PricesProps {
  types: readonly string[];
  zones: readonly string[];
  typed: Record<string, string>;
  type: (key: string, text: string) => void;
}

function Prices({ types, zones, typed, type }: PricesProps) {
  const t = useText();
  const word = useWord();
  if (!zones.length) return <p className="quiet">{t('ui.events.plan_first')}</p>;
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{word('event_sale.prices', '')}</th>
          {zones.map((zone) => (
            <th key={zone} scope="col">
              {zone}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {types.map((one) => (
          <tr key={one}>
            <th scope="row">{one}</th>
            {zones.map((zone) => (
              <td key={zone}>
                <input
                  aria-label={`${one}, ${zone}`}
                  inputMode="decimal"
                  value={typed[key_of(one, zone)] ?? ''}
                  onChange={(event) => type(key_of(one, zone), event.target.value)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
