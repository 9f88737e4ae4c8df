// Everything the screen of a booking is made of; the screen itself only places it.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { Draft } from '../../forms/draft.ts';
import { discard_entries, forget_entries_of, useUnsaved } from '../../forms/entries.ts';
import { focus_first_field, useEnterMoves } from '../../forms/moving.ts';
import { tell_failure } from '../../forms/saving.ts';
import { useTell } from '../../forms/told.ts';
import { useDraftVersion } from '../../forms/useDraft.ts';
import { say } from '../../parts/live.ts';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useText } from '../../shell/language.tsx';
import { note_return } from '../../shell/open_customers.ts';
import { useMay } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import type { Booking } from './booking.ts';
import { place } from './flat.ts';
import { body_of, usePreview } from './usePreview.ts';
import { booking_key, bring_back, load_booking, preview_booking, trips_key, void_booking } from './requests.ts';
import { next_key, take_participants } from './rows.ts';
import { is_passed, stations } from './stations.ts';
import { counts_of, tab_ids, tab_of_name, type TabId } from './tabs.ts';
import { useSending } from './useActions.ts';
import { form_of, useBookingDraft } from './useBookingDraft.ts';
import { useSaveBooking, type BookingOutcome } from './useSaveBooking.ts';

const is_done = (outcome: BookingOutcome) => typeof outcome !== 'string' || outcome === 'unchanged';
const soon = (act: () => void) => window.setTimeout(act, 0);

/// Back to where one came from; into the booking by its address: to the customer.
export function useLeave(booking: Booking) {
  const router = useRouter();
  const navigate = useNavigate();
  return () => {
    forget_entries_of(form_of(booking, String(booking.customer?.number ?? '')));
    if (router.history.canGoBack()) return router.history.back();
    const { customer } = booking;
    if (customer) note_return(customer.id);
    return void navigate(customer ? { to: '/customers/$id', params: { id: String(customer.id) } } : { to: '/' });
  };
}

/// Saves; tells it with the way back; a new booking gets its own address.
function useKeep(booking: Booking, form: string, save: () => Promise<BookingOutcome>, refused: () => void) {
  const t = useText();
  const tell = useTell();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const leave = useLeave(booking);
  /// The number under which it is stored now, nothing when it was refused.
  return async (and_close = false): Promise<number | undefined> => {
    const outcome = await save();
    if (!is_done(outcome)) {
      refused();
      return undefined;
    }
    const number = typeof outcome === 'string' ? booking.number : outcome.saved.number;
    const undone = () => void load_booking(number).then((fresh) => queries.setQueryData(booking_key(number), fresh));
    const follow = [trips_key(booking.customer?.id ?? 0)];
    if (typeof outcome !== 'string')
      tell(follow, outcome.event, t('ui.booking.saved', { number: String(number) }), { undone });
    if (and_close) leave();
    else if (!booking.number) {
      forget_entries_of(form);
      void navigate({ to: '/bookings/$number', params: { number: String(number) }, replace: true });
    }
    return number;
  };
}

/// Which tab is shown, and how a field is reached wherever it stands.
function useBookingTabs(box: React.RefObject<HTMLElement | null>) {
  const [shown, set_shown] = useState<TabId>('booking');
  const show = (tab: TabId, focus: 'tab' | 'form') => {
    set_shown(tab);
    soon(() =>
      focus === 'tab' ? document.getElementById(`tab-${tab}`)?.focus() : focus_first_field(box.current ?? document),
    );
  };
  const go_to = (name: string) => {
    if (tab_of_name(name) !== shown) set_shown(tab_of_name(name));
    soon(() => {
      const wanted = `[data-field="${CSS.escape(name)}"], [data-list="${CSS.escape(name)}"] input`;
      document.querySelector<HTMLElement>(wanted)?.focus();
    });
  };
  const keys = Object.fromEntries(tab_ids.map((tab, at) => [`booking_tab_${at + 1}`, () => show(tab, 'form')]));
  return { shown, show, go_to, keys };
}

export function useBookingScreen(booking: Booking) {
  const t = useText();
  const may = useMay();
  const form = form_of(booking, String(booking.customer?.number ?? ''));
  const draft = useBookingDraft(form, booking);
  useDraftVersion(draft);
  const box = useRef<HTMLDivElement>(null);
  const [asked, set_asked] = useState(0);
  const unsaved = useUnsaved(form);
  const reckoned = usePreview(draft, booking);
  const tabs = useBookingTabs(box);
  const saving = useSaveBooking(draft, booking);
  const refused = () => {
    if (!draft.conflicts.length) set_asked((count) => count + 1);
  };
  const keep = useKeep(booking, form, saving.save, refused);
  const may_change = may('bookings.change') && booking.state !== 'void' && !booking.archived_on;
  const to_form = () => focus_first_field(box.current ?? document);
  useEnterMoves(box, {
    path: stations(draft),
    passed: (name) => is_passed(draft, name),
    at_end: () => box.current?.querySelector<HTMLElement>('[data-area="actions"] button')?.focus(),
  });
  useEffect(() => {
    soon(to_form);
  }, []);
  useWindowTitle(booking.number ? t('ui.booking.title', { number: String(booking.number) }) : t('ui.booking.new'));
  const wrong: Partial<Record<TabId, number>> = {};
  for (const [name] of draft.all_problems()) wrong[tab_of_name(name)] = (wrong[tab_of_name(name)] ?? 0) + 1;
  const counts = counts_of(reckoned.booking);
  return { ...{ form, draft, box, asked, unsaved, reckoned, tabs, saving, keep, may_change, to_form, wrong, counts } };
}
export type BookingScreenParts = ReturnType<typeof useBookingScreen>;

/// Those who were to be typed are there: on to the services.
function go_on(draft: Draft) {
  const next = place('services', next_key(draft, 'services'), 'service_kind');
  soon(() => document.querySelector<HTMLElement>(`[data-field="${next}"]`)?.focus());
}

/// The family joins the participants: all, or those chosen.
export function useTake(booking: Booking, { draft }: BookingScreenParts) {
  const t = useText();
  return async (family: 'all' | readonly number[]) => {
    try {
      const answer = await preview_booking({ ...body_of(draft, booking), take: { family } });
      const came = take_participants(
        draft,
        answer.participants.filter((row) => !row.id),
      );
      say(t('ui.family.taken', { count: came }));
      if (came && document.activeElement?.closest('[data-list="participants"]')) go_on(draft);
      if (!came) show_toast({ text: t('ui.family.nobody'), seconds: 5 });
    } catch (reason) {
      tell_failure(reason, t);
    }
  };
}

/// Throws away what was typed, with the way back; leaves a new booking in which nothing was. False: nothing to do.
export function useDiscard(booking: Booking, { form, unsaved, to_form }: BookingScreenParts) {
  const t = useText();
  const leave = useLeave(booking);
  return (): boolean => {
    if (!unsaved) {
      if (!booking.number) leave();
      return !booking.number;
    }
    const bring_back = discard_entries(form);
    const restore = () => {
      bring_back();
      to_form();
    };
    show_toast({ text: t('ui.discarded'), tone: 'warn', action: { label: t('ui.undo'), run: restore } });
    return true;
  };
}

/// Out of the archive: it is found and changed again like any other (J-201).
export function useBringBack(booking: Booking) {
  const t = useText();
  const send = useSending(booking);
  return async () => {
    const said = t('ui.booking.brought_back', { number: String(booking.number) });
    const done = await send(() => bring_back(booking.number, booking.version), said);
    if (typeof done === 'string') show_toast({ text: done, tone: 'danger' });
  };
}

/// Before money or a final paper a booking can be taken out whole; its number stays.
export function useVoid(booking: Booking) {
  const t = useText();
  const tell = useTell();
  const leave = useLeave(booking);
  const navigate = useNavigate();
  return async () => {
    try {
      const event = await void_booking(booking.number, booking.version);
      const undone = () => void navigate({ to: '/bookings/$number', params: { number: String(booking.number) } });
      const follow = [trips_key(booking.customer?.id ?? 0), booking_key(booking.number)];
      tell(follow, event, t('ui.booking.voided', { number: String(booking.number) }), { tone: 'warn', undone });
      leave();
    } catch (reason) {
      tell_failure(reason, t);
    }
  };
}
