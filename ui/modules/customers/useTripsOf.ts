// From a profile to a booking: F9 begins a new one; Anmeldung (J-233, J-234) saves the profile, closes it and opens the
// customer's newest booking that is not cancelled, else a new one.
import { useNavigate } from '@tanstack/react-router';
import type { CustomerRecord } from '../../api/types.ts';
import { forget_entries_of } from '../../forms/entries.ts';
import { tell_failure } from '../../forms/saving.ts';
import { useText } from '../../shell/language.tsx';
import { note_closed } from '../../shell/open_customers.ts';
import { useMay } from '../../shell/session.tsx';
import { all_bookings_of, newest_open } from '../bookings/requests.ts';
import { forget_tab } from './tabs.ts';

type Keep = (and_close: boolean, instead?: (saved: CustomerRecord) => void) => Promise<boolean>;

export function useTripsOf(keep: Keep, record: CustomerRecord | undefined, unsaved: boolean) {
  const t = useText();
  const may = useMay();
  const navigate = useNavigate();
  const begin_for = ({ number }: CustomerRecord, replace: boolean) =>
    void navigate({ to: '/bookings/new', search: { customer: Number(number) }, replace });
  const open_newest = async (saved: CustomerRecord) => {
    try {
      const newest = newest_open(await all_bookings_of(Number(saved.number)));
      forget_entries_of(String(saved.id));
      forget_tab(String(saved.id));
      note_closed(String(saved.id));
      if (!newest) return begin_for(saved, true);
      return void navigate({ to: '/bookings/$number', params: { number: String(newest.number) }, replace: true });
    } catch (reason) {
      return tell_failure(reason, t);
    }
  };
  /// What is typed is saved first; a booking copies what the profile holds.
  const begin = () => {
    if (record && !unsaved) return begin_for(record, false);
    return void keep(false, (saved) => begin_for(saved, false));
  };
  return {
    begin: may('bookings.change') ? begin : undefined,
    registration: may('bookings.read') ? () => void keep(true, (saved) => void open_newest(saved)) : undefined,
  };
}
