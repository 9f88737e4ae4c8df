// Whoever has an extension sees the calls there at once (J-088): the profile opens where one customer has the number and
// nothing is being typed; else there is the choice, or the new customer with the number. Alt+A does the first of them.
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../parts/icons.tsx';
import { say } from '../../parts/live.ts';
import { useText, useWord } from '../../shell/language.tsx';
import { useHasModule } from '../../shell/places.ts';
import { useMay, useSettings } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { is_being_typed } from '../../shell/undo.ts';
import { useKeys } from '../../shell/useKeys.ts';
import { words_of } from '../../shell/words_of.ts';
import { change_call, duration, type Call, type Caller } from './requests.ts';
import { useCallStream, type Ringing } from './useCallStream.ts';
import styles from './CallDesk.module.css';

export function CallDesk() {
  const may = useMay();
  const is_there = useHasModule('telephony');
  const { settings } = useSettings();
  const enabled = may('calls.take') && Boolean(settings.extension) && is_there;
  const ringing = useCallStream(enabled);
  return ringing.calls.length ? <Cards {...ringing} /> : null;
}

const is_busy = () =>
  document.querySelector('dialog[open]') !== null
  || (document.activeElement instanceof HTMLElement && is_being_typed(document.activeElement));

function useOpening({ put }: Ringing) {
  const t = useText();
  const navigate = useNavigate();
  const may = useMay();
  const show = (id: number) => void navigate({ to: '/customers/$id', params: { id: String(id) } });
  const choose = async (call: Call, { customer }: Caller) => {
    show(customer.id);
    if (call.customer?.id === customer.id || customer.number === null) return;
    try {
      put(await change_call(call, { customer: customer.number }));
    } catch (reason) {
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    }
  };
  const create = may('customers.create')
    ? (call: Call) =>
        void navigate({
          to: '/customers/new/$kind',
          params: { kind: 'private' },
          search: { phone: call.number ?? undefined },
        })
    : undefined;
  return { show, choose, create };
}

function Cards(ringing: Ringing) {
  const t = useText();
  const { calls } = ringing;
  const opening = useOpening(ringing);
  const { show, choose, create } = opening;
  const opened = useRef(new Set<number>());
  useEffect(() => {
    for (const call of calls) {
      if (opened.current.has(call.id) || call.state === 'over') continue;
      opened.current.add(call.id);
      say(t('ui.calls.rings', { who: call.customer?.name ?? call.number ?? t('ui.calls.withheld') }));
      if (call.direction === 'in' && call.customer && !is_busy()) show(call.customer.id);
    }
  }, [calls, show, t]);
  const first = calls.findLast((one) => one.state !== 'over') ?? calls.at(-1);
  useKeys({
    call_open: () => {
      const caller = first?.callers?.find((one) => one.customer.id === first.customer?.id) ?? first?.callers?.[0];
      if (first && caller) void choose(first, caller);
      else if (first?.number) create?.(first);
    },
  });
  return (
    <section className={styles.desk} aria-label={t('ui.calls.now')} data-area="calls">
      {calls.map((call) => (
        <Card key={call.id} {...{ call }} {...ringing} {...opening} />
      ))}
    </section>
  );
}

type CardProps = { call: Call } & Ringing & ReturnType<typeof useOpening>;

function Card({ call, put, drop, choose, create }: CardProps) {
  const t = useText();
  const callers = call.callers ?? [];
  return (
    <article className={styles.card} data-call={call.id} data-state={call.state}>
      <header className={styles.head}>
        <Icon name="phone" />
        <strong>{call.number ?? t('ui.calls.withheld')}</strong>
        <span className="quiet">{t(`ui.calls.state_${call.state}`)}</span>
        <span className="grow" />
        <button type="button" className="button quiet" onClick={() => drop(call.id)} aria-label={t('ui.close')}>
          <Icon name="close" />
        </button>
      </header>
      <ul className={styles.callers}>
        {callers.map((one) => (
          <li key={one.customer.id}>
            <Choice {...{ call, one }} choose={() => void choose(call, one)} />
          </li>
        ))}
      </ul>
      {!callers.length && call.number && create ? (
        <button type="button" className="button" data-new-caller onClick={() => create(call)}>
          <Icon name="plus" /> {t('ui.calls.new_customer')} <kbd>Alt+A</kbd>
        </button>
      ) : null}
      {call.state === 'ringing' ? null : <CallNote {...{ call, put }} />}
    </article>
  );
}

function Choice({ call, one, choose }: { call: Call; one: Caller; choose: () => void }) {
  const t = useText();
  const word = useWord();
  const reason = word(`ui.calls.reason_${one.reason}`, one.reason);
  return (
    <button
      type="button"
      className="button"
      data-caller={one.customer.id}
      aria-pressed={call.customer?.id === one.customer.id}
      onClick={choose}
    >
      <strong>{one.customer.name}</strong> {[one.customer.number, one.town].filter(Boolean).join(', ')}
      <span className="quiet">
        {[
          reason,
          one.detail,
          one.sure || one.reason === 'family' || one.reason === 'company' ? '' : t('ui.calls.perhaps'),
        ]
          .filter(Boolean)
          .join(', ')}
      </span>
      {one.booking_block ? <span className="chip danger">{t('ui.calls.blocked')}</span> : null}
    </button>
  );
}

function CallNote({ call, put }: { call: Call; put: (call: Call) => void }) {
  const t = useText();
  const [text, set_text] = useState(call.note ?? '');
  const keep = async () => {
    if (text === (call.note ?? '')) return;
    try {
      put(await change_call(call, { note: text || null }));
    } catch (reason) {
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    }
  };
  return (
    <label className="stack">
      {t('ui.calls.note')} {call.state === 'over' ? duration(call.seconds) : ''}
      <textarea
        rows={2}
        maxLength={2000}
        value={text}
        onChange={(event) => set_text(event.target.value)}
        onBlur={() => void keep()}
      />
    </label>
  );
}
