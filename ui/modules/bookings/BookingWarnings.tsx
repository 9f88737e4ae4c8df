// What has to be known about a booking: credit limit, an option that runs out, what differs from the profile. In place,
// never over anything; a line that belongs to a field leads to it. Saving goes on.
import { Icon } from '../../parts/icons.tsx';
import type { Draft } from '../../forms/draft.ts';
import type { Booking } from './booking.ts';
import { named_here } from './flat.ts';
import styles from './Booking.module.css';

interface Props {
  draft: Draft;
  booking: Booking;
  go_to: (name: string) => void;
}

export function BookingWarnings({ draft, booking, go_to }: Props) {
  if (!booking.warnings.length) return null;
  return (
    <div className={styles.warnings} role="status" data-warnings>
      <Icon name="warn" />
      <ul>
        {booking.warnings.map(({ key, text, field }, at) => (
          <li key={at} data-warning={key}>
            {field ? (
              <button type="button" className={styles.jump} onClick={() => go_to(named_here(draft, field))}>
                {text}
              </button>
            ) : (
              text
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
