// A number is dialled: the call is kept, with the customer on whose profile it was; the house dials itself where its call
// service is an address of the web.
import { Refusal } from '../../api/client.ts';
import type { useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import { note_call } from './requests.ts';

const shown_customer = () => Number(/^\/customers\/(\d+)/.exec(location.pathname)?.[1] ?? 0);

export function dial(number: string, t: ReturnType<typeof useText>) {
  const customer_id = shown_customer() || null;
  void note_call({ number, dial: true, direction: 'out', customer_id }).then(
    (call) => {
      if (call.dial === null) show_toast({ text: t('ui.phone.dialled', { number }), seconds: 5 });
    },
    (reason: unknown) => {
      // Where the module went off meanwhile the program of the computer has dialled all the same.
      if (!(reason instanceof Refusal && reason.status === 404))
        show_toast({ text: words_of(reason, t), tone: 'danger' });
    },
  );
}
