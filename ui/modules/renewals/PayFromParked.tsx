// The button that pays an order of what is parked on its customer; not there while nothing is open or parked.
import { useQuery } from '@tanstack/react-query';
import { useTold } from '../../forms/told.ts';
import { tell_failure } from '../../forms/saving.ts';
import { useOnce } from '../../parts/once.ts';
import { show_money } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { get_order, get_parked, parked_key, pay_from_parked } from './parked.ts';
import { renewals_key, rights_key } from './requests.ts';

interface Props {
  order: number;
  customer: number;
  /// Where it is known already.
  sum?: string;
}

export function PayFromParked({ order, customer, sum }: Props) {
  const t = useText();
  const language = useLanguage();
  const may = useMay();
  const once = useOnce();
  const told = useTold([parked_key, ['purchases', customer], renewals_key, rights_key]);
  const { data: parked } = useQuery({
    queryKey: [...parked_key, customer],
    queryFn: ({ signal }) => get_parked(customer, signal),
    enabled: sum === undefined && may('sales.read') && may('sales.sell'),
  });
  const there = sum ?? parked?.sum;
  if (!may('sales.sell') || there === undefined || Number(there) <= 0) return null;
  const pay = async () => {
    try {
      const paid = await pay_from_parked(await get_order(order));
      told(
        paid.change_event ?? undefined,
        t('ui.renewals.paid_from_parked', { open: show_money(paid.open, language) }),
      );
    } catch (reason) {
      tell_failure(reason, t);
    }
  };
  return (
    <button type="button" className="button" data-pay-parked={order} onClick={() => void once(pay)}>
      {t('ui.renewals.pay_from_parked', { sum: show_money(there, language) })}
    </button>
  );
}
