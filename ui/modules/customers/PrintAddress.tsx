// A customer's address as it will be printed.
import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/client.ts';
import { useText } from '../../shell/language.tsx';

interface Printed {
  lines: readonly string[];
  letter_salutation?: string | null;
  /// What would not show on paper as it should, in words.
  warnings?: readonly string[];
}

export const usePrinted = (customer: number) =>
  useQuery({
    queryKey: ['print-address', customer],
    staleTime: 0,
    retry: false,
    queryFn: ({ signal }) => get<Printed>(`/customers/${customer}/print-address`, undefined, signal),
  }).data;

export function PrintAddress({ customer }: { customer: number }) {
  const t = useText();
  const printed = usePrinted(customer);
  return (
    <>
      <address aria-label={t('ui.letter.to')}>
        {printed?.lines.map((line, place) => (
          <div key={place}>{line}</div>
        ))}
      </address>
      {printed?.warnings?.map((warning) => (
        <p key={warning} className="chip warn" role="status">
          {warning}
        </p>
      ))}
    </>
  );
}
