// One deed on an order: sends it, and tells what was done with the way back, or why not.
import { useState } from 'react';
import { useTold } from '../../forms/told.ts';
import { useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { change_order, follow, type Marked, type Order } from './requests.ts';

export type Doing = 'pay' | 'give_back' | 'exchange' | 'merge' | 'give' | 'prolong' | 'pay_back' | 'move' | 'credit';
export const kinds = ['cash', 'card', 'transfer', 'voucher', 'invoice'] as const;

export interface DoingProps {
  order: Order;
  doing: Doing;
  marked: Marked;
  on_close: () => void;
}

export function useDoing({ order, doing, on_close }: DoingProps) {
  const t = useText();
  const told = useTold(follow);
  const [refusal, refuse] = useState<string>();
  const go = async (method: 'POST' | 'PUT', path: string, body?: object) => {
    try {
      const after = await change_order(order, method, path, body);
      told(after.change_event ?? undefined, t(`ui.orders.done.${doing}`, { number: after.number }));
      on_close();
    } catch (reason) {
      refuse(words_of(reason, t));
    }
  };
  return { go, refusal, refuse };
}
