// A booking on the screen: who and what on top, head, people, services, amounts and sums in view, the rest on tabs;
// what can be done at the lower edge.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { Refusal } from '../../api/client.ts';
import { useChoices, useRecords, type Records } from '../../forms/declared.ts';
import { Conflicts } from '../../forms/Conflicts.tsx';
import { DiscardQuestion } from '../../forms/DiscardQuestion.tsx';
import { Problems } from '../../forms/Problems.tsx';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { words_of } from '../../shell/words_of.ts';
import type { Booking } from './booking.ts';
import { BookingActions } from './BookingActions.tsx';
import { BookingHeader } from './BookingHeader.tsx';
import { BookingPanel } from './BookingPanel.tsx';
import { BookingTabs } from './BookingTabs.tsx';
import { BookingWarnings } from './BookingWarnings.tsx';
import { useFieldCaption } from './captions.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { CopyDialog } from './CopyDialog.tsx';
import { FamilyDialog } from './FamilyDialog.tsx';
import { PaperDialog } from './PaperDialog.tsx';
import { PaymentDialog } from './PaymentDialog.tsx';
import { booking_key, load_booking, preview_booking } from './requests.ts';
import { form_of } from './useBookingDraft.ts';
import {
  useBookingScreen,
  useBringBack,
  useDiscard,
  useTake,
  useVoid,
  type BookingScreenParts,
} from './useBookingScreen.ts';
import { all_fields } from './useSaveBooking.ts';
import styles from './Booking.module.css';

export function BookingPage() {
  const { number } = useParams({ from: '/bookings/$number' });
  const asked = useQuery({
    queryKey: booking_key(number),
    queryFn: ({ signal }) => load_booking(number, signal),
    retry: false,
  });
  const records = useRecords().data;
  if (asked.error && !asked.data) return <NotOpened reason={asked.error} />;
  if (!asked.data || !records) return <Waiting />;
  return <Screen key={number} booking={asked.data} records={records} />;
}

/// What a new booking begins with is the program's answer to an empty draft of the customer.
export function NewBookingPage() {
  const { customer } = useSearch({ from: '/bookings/new' });
  const asked = useQuery({
    queryKey: ['booking-begun', customer ?? ''],
    queryFn: ({ signal }) => preview_booking(customer ? { customer } : {}, signal),
    retry: false,
    staleTime: 0,
    gcTime: 0,
    refetchOnReconnect: false,
  });
  const records = useRecords().data;
  const begun = useMemo(() => asked.data && { ...asked.data, number: 0 }, [asked.data]);
  if (asked.error) return <NotOpened reason={asked.error} />;
  if (!begun || !records) return <Waiting />;
  return <Screen key={customer} booking={begun} records={records} />;
}

function Waiting() {
  const t = useText();
  return (
    <div className="page-scroll quiet" aria-busy="true">
      {t('ui.booking.loading')}
    </div>
  );
}

/// A blocked customer, a number that is none: why, and where to go.
function NotOpened({ reason }: { reason: Error }) {
  const t = useText();
  if (!(reason instanceof Refusal)) throw reason;
  return (
    <div className="page" data-refused>
      <div className="page-head">
        <h1>{t('ui.booking.not_opened')}</h1>
      </div>
      <div className="page-scroll stack">
        <p role="alert">{words_of(reason, t)}</p>
        <p>
          <Link to="/search" className="button" data-first>
            {t('ui.booking.to_search')}
          </Link>
        </p>
      </div>
    </div>
  );
}

type Layer = 'family' | 'payment' | 'paper' | 'cancel' | 'copy' | 'discard';

function useLayers(screen: BookingScreenParts, booking: Booking) {
  const may = useMay();
  const navigate = useNavigate();
  const [layer, open] = useState<Layer>();
  const take = useTake(booking, screen);
  const discard = useDiscard(booking, screen);
  const make_void = useVoid(booking);
  const bring_back = useBringBack(booking);
  /// What is typed is saved first: a payment or a cancellation would be reckoned without it.
  const stored = (then: () => void) => async () => {
    if (screen.unsaved && (await screen.keep()) === undefined) return;
    then();
  };
  const is_stored = booking.number > 0;
  const may_change = screen.may_change;
  const is_here = is_stored && !booking.archived_on;
  const begin = () => {
    const { customer } = booking;
    void navigate({ to: '/bookings/new', search: { customer: customer?.number }, replace: false });
  };
  const acts = {
    save: may_change ? () => void screen.keep() : undefined,
    save_close: may_change ? () => void screen.keep(true) : undefined,
    family: may_change ? () => void take('all') : undefined,
    family_some: may_change && booking.customer ? () => open('family') : undefined,
    payment: is_here && may('bookings.pay') ? () => void stored(() => open('payment'))() : undefined,
    paper: is_here && may('bookings.invoice') ? () => void stored(() => open('paper'))() : undefined,
    cancel_booking: is_here && may('bookings.cancel') ? () => void stored(() => open('cancel'))() : undefined,
    copy:
      is_stored && may('bookings.change') && booking.state !== 'void'
        ? () => void stored(() => open('copy'))()
        : undefined,
    new_booking: may('bookings.change') ? begin : undefined,
    remove: is_here && !booking.final && may('bookings.cancel') ? () => void make_void() : undefined,
    bring_back: booking.archived_on && may('bookings.archive') ? () => void bring_back() : undefined,
    notes: () => screen.tabs.show('notes', 'form'),
  };
  useKeys({
    save: acts.save,
    save_close: acts.save_close,
    family: acts.family,
    payment: acts.payment,
    paper: acts.paper,
    cancel_booking: acts.cancel_booking,
    new_booking: is_stored ? acts.new_booking : undefined,
    notes: acts.notes,
    discard: () => {
      if (screen.unsaved) open('discard');
      else return discard();
    },
    ...screen.tabs.keys,
  });
  return { layer, open, take, discard, acts, close: () => open(undefined) };
}

function Screen({ booking, records }: { booking: Booking; records: Records }) {
  const screen = useBookingScreen(booking);
  const layers = useLayers(screen, booking);
  const choices = useChoices().data;
  const caption = useFieldCaption(screen.draft);
  const { draft, reckoned, tabs } = screen;
  const shown = reckoned.booking;
  return (
    <div
      className={styles.booking}
      ref={screen.box}
      data-form={form_of(booking, String(booking.customer?.number ?? ''))}
    >
      <BookingHeader booking={booking} reckoned={shown} unsaved={screen.unsaved} draft={draft} />
      <BookingTabs shown={tabs.shown} show={tabs.show} counts={screen.counts} wrong={screen.wrong} />
      <div className={styles.scroll}>
        <BookingWarnings draft={draft} booking={shown} go_to={tabs.go_to} />
        <Conflicts draft={draft} fields={all_fields(draft)} caption={caption} on_done={() => void screen.keep()} />
        <Problems
          form={screen.form}
          draft={draft}
          asked={screen.asked}
          caption={caption}
          go_to={tabs.go_to}
          go_to_row={() => {}}
          name_of={() => ''}
          caption_of={() => ''}
        />
        <BookingPanel
          {...{ draft, booking, records, choices, reckoned }}
          tab={tabs.shown}
          may={screen.may_change && booking.state !== 'cancelled'}
          pay={layers.acts.payment ?? (() => {})}
          make_paper={layers.acts.paper ?? (() => {})}
        />
      </div>
      <Layers booking={booking} layers={layers} to_form={screen.to_form} />
      <BookingActions
        booking={booking}
        acts={layers.acts}
        busy={screen.saving.busy}
        discard={screen.unsaved ? layers.discard : undefined}
      />
    </div>
  );
}

interface LayersProps {
  booking: Booking;
  layers: ReturnType<typeof useLayers>;
  to_form: () => void;
}

function Layers({ booking, layers, to_form }: LayersProps) {
  const navigate = useNavigate();
  const { layer, close, take, discard } = layers;
  const on_copied = (number: number) => void navigate({ to: '/bookings/$number', params: { number: String(number) } });
  switch (layer) {
    case 'family':
      return <FamilyDialog customer={booking.customer!.id} take={(members) => void take(members)} on_close={close} />;
    case 'payment':
      return <PaymentDialog booking={booking} on_close={close} />;
    case 'paper':
      return <PaperDialog booking={booking} on_close={close} />;
    case 'cancel':
      return <CancelDialog booking={booking} on_close={close} />;
    case 'copy':
      return <CopyDialog booking={booking} on_close={close} on_copied={on_copied} />;
    case 'discard':
      return (
        <DiscardQuestion
          back={close}
          discard={() => {
            close();
            discard();
            to_form();
          }}
        />
      );
    default:
      return null;
  }
}
