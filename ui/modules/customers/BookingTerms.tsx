// What a booking of this customer begins with and what his papers carry, each value with whose it is: read, not changed
// here.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { get } from '../../api/client.ts';
import type { Choices } from '../../api/types.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useText, useWord } from '../../shell/language.tsx';
import type { OwnKey } from '../../compiled/keys.ts';
import { useChoices } from '../../forms/declared.ts';

interface Term {
  value: string | number;
  of_house: boolean;
}
interface Other {
  id: number;
  number: number;
  name: string;
}
interface Head {
  lines: readonly string[];
  from: Other | null;
  tax_number: string | null;
}
interface Lines {
  lines: readonly string[];
  from: Other | null;
}
const flags = [
  'may_book',
  'checks_open_items',
  'presets_invoice',
  'earns_bonus_points',
  'receives_sms',
  'invoices_after_settlement',
] as const;
const valued = ['payment_kind', 'payment_term', 'print_copies', 'language', 'currency'] as const;
const listed = [
  ['surcharges', 'ui.list.surcharges'],
  ['commission', 'ui.list.commission_assignments'],
  ['fees', 'ui.list.fee_assignments'],
] as const;
type Terms = Record<(typeof valued)[number], Term>
  & Record<(typeof flags)[number], boolean> & {
    surcharges: Lines;
    commission: Lines;
    fees: Lines;
    invoice: Head;
    credit_note: Head;
  };

export const useTerms = (customer: number) =>
  useQuery({
    queryKey: ['booking-terms', customer],
    staleTime: 0,
    retry: false,
    queryFn: ({ signal }) => get<Terms>(`/customers/${customer}/booking-terms`, undefined, signal),
  }).data;

/// The word for a code, from the list of the same name.
function word_for(choices: Choices | undefined, field: string, value: string | number): string {
  const list = field === 'language' ? choices?.languages : choices?.[field];
  return (Array.isArray(list) ? list.find((one) => one.code === value)?.label : undefined) ?? String(value);
}

function Line({ id, caption, children }: { id: string; caption: string; children: ReactNode }) {
  return (
    <tr data-term={id}>
      <th scope="row">{caption}</th>
      {children}
    </tr>
  );
}

function InLines({ lines, from }: Lines) {
  const t = useText();
  return (
    <>
      <td>{lines.length ? lines.map((line, place) => <div key={place}>{line}</div>) : '–'}</td>
      <td className="quiet">{from ? t('ui.terms.from', { name: `${from.name} (${from.number})` }) : ''}</td>
    </>
  );
}

function Paper({ head }: { head: Head }) {
  const t = useText();
  const whose = head.from ? t('ui.terms.from', { name: `${head.from.name} (${head.from.number})` }) : t('ui.terms.own');
  return (
    <>
      <td>
        {head.lines.join(', ')}
        {head.tax_number ? <div>{t('ui.terms.tax_number', { number: head.tax_number })}</div> : null}
      </td>
      <td className="quiet">{whose}</td>
    </>
  );
}

export function BookingTerms({ customer, name, on_close }: { customer: number; name: string; on_close: () => void }) {
  const t = useText();
  const word = useWord();
  const choices = useChoices().data;
  const terms = useTerms(customer);
  return (
    <Dialog wide title={t('ui.terms.title', { name })} on_close={on_close}>
      <p className="quiet">{t('ui.terms.help')}</p>
      {terms ? (
        <table className="plain">
          <tbody>
            {valued.map((field) => (
              <Line key={field} id={field} caption={word(`customer.${field}`, field)}>
                <td>{word_for(choices, field, terms[field].value)}</td>
                <td className="quiet">{t(terms[field].of_house ? 'ui.terms.of_house' : 'ui.terms.own')}</td>
              </Line>
            ))}
            {listed.map(([list, caption]) => (
              <Line key={list} id={list} caption={t(caption)}>
                <InLines {...terms[list]} />
              </Line>
            ))}
            <Line id="invoice" caption={t('ui.terms.invoice')}>
              <Paper head={terms.invoice} />
            </Line>
            <Line id="credit_note" caption={t('ui.terms.credit_note')}>
              <Paper head={terms.credit_note} />
            </Line>
            {flags.map((flag) => (
              <Line key={flag} id={flag} caption={t(`ui.terms.${flag}` as OwnKey)}>
                <td>{t(terms[flag] ? 'ui.yes' : 'ui.no')}</td>
                <td />
              </Line>
            ))}
          </tbody>
        </table>
      ) : null}
    </Dialog>
  );
}
