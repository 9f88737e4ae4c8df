// What can be done with the booking on the screen: the buttons at its lower edge; keys do the same.
import { MoreMenu } from '../../parts/MoreMenu.tsx';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { keys_of } from '../../shell/keys.ts';
import { useText } from '../../shell/language.tsx';
import type { Booking } from './booking.ts';
import styles from './Booking.module.css';

export type Act = (() => void) | undefined;
interface Props {
  booking: Booking;
  busy: boolean;
  discard?: () => void;
  acts: {
    save: Act;
    save_close: Act;
    family: Act;
    family_some: Act;
    payment: Act;
    paper: Act;
    cancel_booking: Act;
    copy: Act;
    new_booking: Act;
    remove: Act;
    bring_back: Act;
  };
}

export function BookingActions({ booking, busy, discard, acts }: Props) {
  const t = useText();
  const offered = (id: string, text: string, run: Act, action?: string) =>
    run ? [{ id, text, run, keys: action ? keys_of(action)[0] : undefined }] : [];
  const more = [
    ...offered('bring_back', t('ui.booking.bring_back'), acts.bring_back),
    ...offered('family_some', t('ui.family.some'), acts.family_some),
    ...offered('copy', t('ui.copy'), acts.copy),
    ...offered('new', t('ui.booking.another'), booking.number ? acts.new_booking : undefined, 'new_booking'),
    ...offered('remove', t('ui.booking.void'), acts.remove),
  ];
  return (
    <div className={styles.actions} data-area="actions">
      {acts.save && acts.save_close ? (
        <>
          <ToolButton
            primary
            text={t('ui.save_close')}
            action="save_close"
            disabled={busy}
            on_press={acts.save_close}
          />
          <ToolButton text={t('ui.save')} action="save" disabled={busy} on_press={acts.save} />
          <ToolButton text={t('ui.discard')} action="discard" disabled={!discard} on_press={discard ?? (() => {})} />
        </>
      ) : null}
      <span className="grow" />
      {acts.family ? <ToolButton text={t('ui.family')} action="family" on_press={acts.family} /> : null}
      {acts.payment ? <ToolButton text={t('ui.booking.pay')} action="payment" on_press={acts.payment} /> : null}
      {acts.paper ? <ToolButton text={t('ui.paper.button')} action="paper" on_press={acts.paper} /> : null}
      {acts.cancel_booking && booking.state !== 'cancelled' ? (
        <ToolButton text={t('ui.booking.cancel')} action="cancel_booking" on_press={acts.cancel_booking} />
      ) : null}
      {more.length ? <MoreMenu text={t('ui.more_actions')} entries={more} /> : null}
    </div>
  );
}
