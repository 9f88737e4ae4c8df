// Change events as a list: who, when, which fields from what to what, and the way back. Used beside a customer and for
// the house.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { get } from '../../api/client.ts';
import type { ChangeEvent } from '../../api/types.ts';
import { show_instant } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import { ChangedFields } from './ChangedFields.tsx';
import { useUndoChange } from './useUndoChange.tsx';
import styles from './ChangeList.module.css';

interface Props {
  events: readonly ChangeEvent[];
  record?: string;
  on_undone: () => void;
  on_ask?: boolean;
  of_one_customer?: boolean;
}

/// `on_ask`: the fields of a change are fetched only when someone wants to see them. `of_one_customer`: beside him, not
/// for the house.
export function ChangeList({ events, on_undone, on_ask, of_one_customer }: Props) {
  return (
    <ol className={styles.list}>
      {events.map((event) => (
        <ChangeLine
          key={event.id}
          event={event}
          on_undone={on_undone}
          on_ask={on_ask}
          of_one_customer={of_one_customer}
        />
      ))}
    </ol>
  );
}

interface OneProps {
  event: ChangeEvent;
  on_undone: () => void;
  of_one_customer?: boolean;
}

/// Merged customers are parted after a preview of what came since; everything else says what it takes back.
function WayBack({ event, on_undone, of_one_customer }: OneProps) {
  const t = useText();
  const { busy, ask, dialog } = useUndoChange(event.id, on_undone, of_one_customer);
  if (event.undone_by) return <span className="chip">{t('ui.change.undone')}</span>;
  if (!event.may_undo) return null;
  if (event.kind === 'customers_merged')
    return (
      <Link to="/merges/$event" params={{ event: String(event.id) }} className="button">
        <Icon name="undo" size={16} />
        {t('ui.merge.part')}
      </Link>
    );
  return (
    <>
      <button type="button" className="button" disabled={busy} onClick={() => void ask()}>
        <Icon name="undo" size={16} />
        {t('ui.undo')}
      </button>
      {dialog}
    </>
  );
}

function ChangeHead({ event, on_undone, of_one_customer }: OneProps) {
  const language = useLanguage();
  const { house } = useSession();
  return (
    <div className={styles.head}>
      <b>{event.summary}</b>
      {event.customer ? (
        <Link to="/customers/$id" params={{ id: String(event.customer.id) }}>
          {event.customer.name}
        </Link>
      ) : null}
      <span className="quiet">
        {event.by} · <time dateTime={event.at}>{show_instant(event.at, language, house?.time_zone)}</time>
      </span>
      {event.subject ? <span className="quiet">{event.subject}</span> : null}
      <WayBack event={event} on_undone={on_undone} of_one_customer={of_one_customer} />
    </div>
  );
}

function ChangeLine({ event, on_undone, on_ask, of_one_customer }: OneProps & { on_ask?: boolean }) {
  const t = useText();
  const [asked, ask] = useState(false);
  const details = useQuery({
    queryKey: ['change-event', event.id],
    enabled: asked,
    queryFn: ({ signal }) => get<ChangeEvent>(`/change-events/${event.id}`, undefined, signal),
  });
  const changes = details.data?.changes ?? event.changes ?? [];
  return (
    <li className={styles.event}>
      <ChangeHead event={event} on_undone={on_undone} of_one_customer={of_one_customer} />
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
      <ChangedFields changes={changes} />
    </li>
  );
}
