// Copies a booking: for the same or another customer, or its services into a booking that is there already.
import { useState } from 'react';
import { LinkField } from '../../forms/LinkField.tsx';
import { TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { CheckField } from '../../parts/MoreFields.tsx';
import { useText } from '../../shell/language.tsx';
import type { Booking } from './booking.ts';
import { copy_booking } from './requests.ts';
import { useSending } from './useActions.ts';
import styles from './Booking.module.css';

interface Props {
  booking: Booking;
  on_close: () => void;
  on_copied: (number: number) => void;
}

export function CopyDialog({ booking, on_close, on_copied }: Props) {
  const t = useText();
  const send = useSending(booking);
  const [refusal, refuse] = useState<string>();
  const [customer, set_customer] = useState(String(booking.customer?.number ?? ''));
  const [into, set_into] = useState('');
  const [with_people, set_people] = useState(true);
  const [with_notes, set_notes] = useState(false);
  const [services, set_services] = useState<readonly number[]>(booking.services.map((row) => row.position!));
  const all = services.length === booking.services.length;
  const go = async () => {
    const target = into.trim() ? { into: Number(into) } : { customer: Number(customer) };
    const body = { ...target, ...(all ? {} : { services }), participants: with_people, notes: with_notes };
    const done = await send((once) => copy_booking(booking.number, body, once), t('ui.copy.done'));
    if (typeof done === 'string') return refuse(done);
    on_close();
    return on_copied(done.booking.number);
  };
  return (
    <FormDialog
      title={t('ui.copy.title', { number: String(booking.number) })}
      go={t('ui.copy.go')}
      {...{ refusal, on_close }}
      on_send={() => void go()}
    >
      <div className={styles.two}>
        <LinkField
          name="copy-customer"
          label={t('ui.copy.customer')}
          value={customer}
          on_type={set_customer}
          known={booking.customer}
        />
        <TextField name="copy-into" label={t('ui.copy.into')} value={into} on_type={set_into} type="integer" />
      </div>
      <fieldset className={styles.choices}>
        <legend>{t('ui.booking.services')}</legend>
        {booking.services.map((row) => (
          <CheckField
            key={row.position}
            name={`copy-${row.position}`}
            label={[row.operator, row.description].filter(Boolean).join(', ') || String(row.position)}
            checked={services.includes(row.position!)}
            on_change={(yes) =>
              set_services(
                booking.services
                  .map((one) => one.position!)
                  .filter((one) => (one === row.position ? yes : services.includes(one))),
              )
            }
          />
        ))}
      </fieldset>
      <CheckField name="copy-people" label={t('ui.copy.participants')} checked={with_people} on_change={set_people} />
      <CheckField name="copy-notes" label={t('ui.copy.notes')} checked={with_notes} on_change={set_notes} />
    </FormDialog>
  );
}
