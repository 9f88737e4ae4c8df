// The seat rights of a customer on his profile: which seat, since when, who sits with him, and what he wishes.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { show_date } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { CompanyDialog } from './CompanyDialog.tsx';
import { RightDates } from './RightDates.tsx';
import { rights_key, rights_of, seat_of, type SeatRight } from './requests.ts';
import { WishDialog } from './WishDialog.tsx';

export const wish_of = (right: SeatRight) =>
  [right.wish_subscription_name, seat_of(right.wish_section, right.wish_row, right.wish_seat)]
    .filter(Boolean)
    .join(', ');

const company_of = (right: SeatRight) => right.sit_with.map((one) => `${one.customer_name} ${one.seat}`).join(', ');

interface ChangeableProps {
  may: boolean;
  name: string;
  press: () => void;
  children: string;
}

function Changeable({ may, name, press, children }: ChangeableProps) {
  if (!may) return children;
  return (
    <button type="button" className="button quiet" data-change={name} onClick={press}>
      {children}
    </button>
  );
}

export function SeatRights({ customer }: { customer: number }) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const may = useMay();
  const { data } = useQuery({
    queryKey: [...rights_key, customer],
    queryFn: ({ signal }) => rights_of(customer, signal),
    enabled: may('sales.read'),
  });
  const [changed, change] = useState<SeatRight>();
  const [joined, join] = useState<SeatRight>();
  const [dated, show_dates] = useState<SeatRight>();
  if (!data?.length) return null;
  return (
    <section aria-labelledby="seat-rights">
      <h2 id="seat-rights">{t('ui.renewals.of_customer')}</h2>
      <table className="plain">
        <thead>
          <tr>
            {(['subscription', 'seat', 'since', 'sit_with', 'wish', 'state'] as const).map((column) => (
              <th key={column} scope="col">
                {word(`seat_right.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.map((right) => (
            <tr key={right.id} data-right={right.id}>
              <th scope="row">{[right.subscription_name, right.season].filter(Boolean).join(' ')}</th>
              <td>
                <button
                  type="button"
                  className="button quiet"
                  data-dates
                  aria-label={t('ui.renewals.dates_of_right', { seat: seat_of(right.section, right.row, right.seat) })}
                  onClick={() => show_dates(right)}
                >
                  {seat_of(right.section, right.row, right.seat)}
                </button>
                {right.exceptions.length ? (
                  <div className="quiet">{t('ui.renewals.exceptions', { count: right.exceptions.length })}</div>
                ) : null}
              </td>
              <td>{right.since ? show_date(right.since, language) : ''}</td>
              <td>
                <Changeable may={may('seat_rights.change')} name="company" press={() => join(right)}>
                  {company_of(right) || (may('seat_rights.change') ? t('ui.renewals.alone') : '')}
                </Changeable>
              </td>
              <td>
                <Changeable may={may('seat_rights.change')} name="wish" press={() => change(right)}>
                  {wish_of(right) || (may('seat_rights.change') ? t('ui.renewals.no_wish') : '')}
                </Changeable>
              </td>
              <td>{word(`seat_right.state.${right.state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {joined ? <CompanyDialog right={joined} on_close={() => join(undefined)} /> : null}
      {dated ? <RightDates right={dated} on_close={() => show_dates(undefined)} /> : null}
      {changed ? <WishDialog right={changed} on_close={() => change(undefined)} /> : null}
    </section>
  );
}
