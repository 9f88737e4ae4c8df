// Change events as a list: who, when, which fields from what to what, and the way back. Used beside a customer and for the house.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { get, Refusal } from '../../api/client.ts';
import type { ChangeEvent, Value } from '../../api/types.ts';
import { show_instant, show_value } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { reverse } from '../../shell/undo.ts';
import styles from './ChangeList.module.css';

interface Props {
  events: readonly ChangeEvent[];
  record?: string;
  on_undone: () => void;
  on_ask?: boolean;
}

/// `on_ask`: the fields of a change are fetched only when someone wants to see them.
export function ChangeList({ events, on_undone, on_ask }: Props) {
  return (
    <ol className={styles.list}>
      {events.map((event) => (
        <ChangeLine key={event.id} event={event} on_undone={on_undone} on_ask={on_ask} />
      ))}
    </ol>
  );
}

function ChangeLine({ event, on_undone, on_ask }: { event: ChangeEvent; on_undone: () => void; on_ask?: boolean }) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const { house } = useSession();
  const [busy, set_busy] = useState(false);
  const [all, show_all] = useState(false);
  const undo = async () => {
    set_busy(true);
    try {
      await reverse(event.id);
      on_undone();
      show_toast({ text: t('ui.undone'), seconds: 5 });
    } catch (reason) {
      const words =
        reason instanceof Refusal
          ? [
              reason.message,
              ...(reason.problem.conflicts ?? []).map((one) => word(`${one.record}.${one.field}`, one.field)),
            ].join(' · ')
          : t('ui.unreachable');
      show_toast({ text: words, tone: 'danger' });
    }
    set_busy(false);
  };
  const show = (change: { record: string; field: string }, value: Value) => {
    if (typeof value === 'string' && /^[a-z_]+$/.test(value))
      return word(`${change.record}.${change.field}.${value}`, value);
    return show_value(value, typeof value === 'string' && iso.test(value) ? 'date' : undefined, {
      language,
      yes: t('ui.yes'),
      no: t('ui.no'),
    });
  };
  const [asked, ask] = useState(false);
  const details = useQuery({
    queryKey: ['change-event', event.id],
    enabled: asked,
    queryFn: ({ signal }) => get<ChangeEvent>(`/change-events/${event.id}`, undefined, signal),
  });
  const changes = details.data?.changes ?? event.changes ?? [];
  const shown = all ? changes : changes.slice(0, 4);
  return (
    <li className={styles.event}>
      <div className={styles.head}>
        <b>{event.summary || word(`change.${event.kind}`, event.kind)}</b>
        {event.customer ? (
          <Link to="/customers/$id" params={{ id: String(event.customer.id) }}>
            {event.customer.name}
          </Link>
        ) : null}
        <span className="quiet">
          {event.by} · <time dateTime={event.at}>{show_instant(event.at, language, house?.time_zone)}</time>
        </span>
        {event.subject ? <span className="quiet">{event.subject}</span> : null}
        {event.undone_by ? <span className="chip">{t('ui.change.undone')}</span> : null}
        {event.may_undo && !event.undone_by ? (
          <button type="button" className="button" disabled={busy} onClick={() => void undo()}>
            <Icon name="undo" size={16} />
            {t('ui.undo')}
          </button>
        ) : null}
      </div>
      {on_ask && !asked && !changes.length ? (
        <button
          type="button"
          className={`button quiet ${styles.details}`}
          aria-expanded={false}
          onClick={() => ask(true)}
        >
          {t('ui.change.details')}
        </button>
      ) : null}
      {shown.length ? (
        <dl className={styles.changes}>
          {shown.map((change, place) => (
            <div key={`${change.record}${change.field}${place}`}>
              <dt>{word(`${change.record}.${change.field}`, change.field)}</dt>
              <dd>
                {is_nothing(change.before) ? null : (
                  <>
                    <del>{show(change, change.before)}</del> <span aria-hidden="true">→</span>{' '}
                  </>
                )}
                <ins>{show(change, change.after) || t('ui.empty_value')}</ins>
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {changes.length > shown.length ? (
        <button type="button" className="button quiet" onClick={() => show_all(true)}>
          {t('ui.change.more', { count: changes.length - shown.length })}
        </button>
      ) : null}
    </li>
  );
}

const is_nothing = (value: Value) => value === null || value === '' || value === undefined;
const iso = /^\d{4}-\d{2}-\d{2}$/;
