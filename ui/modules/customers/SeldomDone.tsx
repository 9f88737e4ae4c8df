// The layers of what is done seldom with a customer: a letter, a label, what holds for his bookings, another kind,
// deleting.
import type { CustomerRecord } from '../../api/types.ts';
import type { Draft } from '../../forms/draft.ts';
import { BookingTerms } from './BookingTerms.tsx';
import { ContactAnswer } from './ContactAnswer.tsx';
import { KindDialog } from './KindDialog.tsx';
import { Label } from './Label.tsx';
import { Letter } from './Letter.tsx';
import { Mail } from './Mail.tsx';
import { Removal } from './Removal.tsx';
import { TextMessage } from './TextMessage.tsx';
import { useRemove } from './useProfileActions.ts';

export type SeldomName = 'contact' | 'letter' | 'mail' | 'sms' | 'label' | 'terms' | 'kind' | 'remove';

interface Props {
  wanted: SeldomName;
  id: string;
  record: CustomerRecord;
  name: string;
  draft: Draft;
  save: () => Promise<unknown>;
  on_close: () => void;
}

export function SeldomDone({ wanted, id, record, name, draft, save, on_close }: Props) {
  const remove = useRemove(id, record, name);
  if (wanted === 'contact') return <ContactAnswer customer={record.id} name={name} on_close={on_close} />;
  if (wanted === 'letter') return <Letter customer={record.id} name={name} on_close={on_close} />;
  if (wanted === 'mail') return <Mail record={record} name={name} on_close={on_close} />;
  if (wanted === 'sms') return <TextMessage record={record} name={name} on_close={on_close} />;
  if (wanted === 'label') return <Label customer={record.id} name={name} on_close={on_close} />;
  if (wanted === 'terms') return <BookingTerms customer={record.id} name={name} on_close={on_close} />;
  if (wanted === 'kind') return <KindDialog record={record} on_close={on_close} />;
  const block = (flags: readonly string[], reason: string) => {
    for (const flag of flags) {
      draft.type(flag, true);
      if (reason.trim()) draft.type(`${flag}_reason`, reason.trim());
    }
    on_close();
    void save();
  };
  return (
    <Removal
      customer={record.id}
      name={name}
      remove={(links) => {
        on_close();
        void remove(links);
      }}
      block={block}
      on_close={on_close}
    />
  );
}
