// This day on the first screen: what is played tonight and how full it is, birthdays, passports about to expire, what
// is to be followed up. Each box is there for whoever has the right to it, and only when there is something in it.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { get } from '../api/client.ts';
import type { EventRow } from '../api/types.ts';
import type { OwnKey } from '../compiled/keys.ts';
import { show_date } from '../parts/format.ts';
import { useLanguage, useText } from './language.tsx';
import { useHasModule } from './places.ts';
import { useMay, useSession, useToday } from './session.tsx';
import styles from './Home.module.css';

interface Part<One> {
  count: number;
  named: readonly One[];
}
interface Person {
  id: number;
  number: number;
  name: string;
}
interface Today {
  birthdays: Part<Person & { age: number }> | null;
  passports: Part<Person & { holder: string | null; valid_until: string }> | null;
  follow_ups: Part<{
    booking: number;
    due_on: string;
    what: 'note' | 'option' | 'papers';
    text: string | null;
    name: string;
  }> | null;
}

const show_time = (at: string, language: string, zone?: string) =>
  new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: zone }).format(
    new Date(at),
  );

function Box({ name, title, count, children }: { name: string; title: OwnKey; count: number; children: ReactNode }) {
  const t = useText();
  if (count === 0) return null;
  return (
    <section aria-labelledby={name} className={styles.box}>
      <h2 id={name}>
        {t(title)} <span className="quiet">{count}</span>
      </h2>
      <ul className={styles.list}>{children}</ul>
    </section>
  );
}

function Tonight() {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const may = useMay();
  const has_stage = useHasModule('venue');
  const today = useToday();
  const { data } = useQuery({
    queryKey: ['events', 'today', today],
    enabled: may('events.read') && has_stage,
    queryFn: ({ signal }) =>
      get<{ rows: EventRow[]; count: number }>('/events', { from: today, to: today, limit: 8 }, signal),
  });
  return (
    <Box name="tonight" title="ui.home.tonight" count={data?.count ?? 0}>
      {data?.rows.map((event) => {
        const taken = (event.sold ?? 0) + (event.reserved ?? 0);
        const words = event.capacity
          ? t('ui.home.sold_of', { sold: taken, capacity: event.capacity })
          : t('ui.home.sold', { sold: taken });
        return (
          <li key={event.id}>
            <Link to="/reports/customers" search={{ event: [event.code], scope: 'all' }}>
              <span>
                {event.starts_at ? show_time(event.starts_at, language, house?.time_zone) : ''} {event.name}
              </span>
              <span className="quiet number">
                {event.capacity ? <meter min={0} max={event.capacity} value={taken} aria-label={words} /> : null}{' '}
                {words}
              </span>
            </Link>
          </li>
        );
      })}
    </Box>
  );
}

export function TodayBoxes() {
  const t = useText();
  const language = useLanguage();
  const { data } = useQuery({ queryKey: ['today'], queryFn: ({ signal }) => get<Today>('/today', undefined, signal) });
  const person = (one: Person, words: string, more: string) => (
    <li key={`${one.id}${more}${words}`}>
      <Link to="/customers/$id" params={{ id: String(one.id) }}>
        <span>{words}</span>
        <span className="quiet">{more}</span>
      </Link>
    </li>
  );
  return (
    <>
      <Tonight />
      <Box name="due" title="ui.home.follow_ups" count={data?.follow_ups?.count ?? 0}>
        {data?.follow_ups?.named.map((one, place) => (
          <li key={place}>
            <Link to="/bookings/$number" params={{ number: String(one.booking) }}>
              <span>
                {t(`ui.home.due.${one.what}`)} {[one.name, one.text].filter(Boolean).join(': ')}
              </span>
              <span className="quiet">{show_date(one.due_on, language)}</span>
            </Link>
          </li>
        ))}
      </Box>
      <Box name="birthdays" title="ui.home.birthdays" count={data?.birthdays?.count ?? 0}>
        {data?.birthdays?.named.map((one) => person(one, one.name, t('ui.home.age', { age: one.age })))}
      </Box>
      <Box name="passports" title="ui.home.passports" count={data?.passports?.count ?? 0}>
        {data?.passports?.named.map((one) => person(one, one.holder ?? one.name, show_date(one.valid_until, language)))}
      </Box>
    </>
  );
}
