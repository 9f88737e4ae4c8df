// The seat rights of a customer on his profile: which seat, since when, who sits with him, and what he wishes.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { show_date } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { rights_key, rights_of, seat_of, type SeatRight } from './requests.ts';
import { WishDialog } from './WishDialog.tsx';

export const wish_of = (right: SeatRight) =>
  [right.wish_subscription_name, seat_of(right.wish_section, right.wish_row, right.wish_seat)]
    .filter(Boolean)
    .join(', ');

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
              <td>{seat_of(right.section, right.row, right.seat)}</td>
              <td>{right.since ? show_date(right.since, language) : ''}</td>
              <td>{right.sit_with.map((one) => `${one.customer_name} ${one.seat}`).join(', ')}</td>
              <td>
                {may('seat_rights.change') ? (
                  <button type="button" className="button quiet" onClick={() => change(right)}>
                    {wish_of(right) || t('ui.renewals.no_wish')}
                  </button>
                ) : (
                  wish_of(right)
                )}
              </td>
              <td>{word(`seat_right.state.${right.state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {changed ? <WishDialog right={changed} on_close={() => change(undefined)} /> : null}
    </section>
  );
}
